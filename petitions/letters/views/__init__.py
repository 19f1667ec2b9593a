"""Pages of letters and visits: everybody's, and the officers'."""
