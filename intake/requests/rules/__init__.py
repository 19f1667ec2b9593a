"""Pure: the catalogue and what is read from it."""
