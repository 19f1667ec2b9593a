"""Pages of the petition office: the public ones, and the officers'."""
