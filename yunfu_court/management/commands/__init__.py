"""Commands that concern more than one room."""
