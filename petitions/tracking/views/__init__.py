"""Pages for whoever follows a petition."""
