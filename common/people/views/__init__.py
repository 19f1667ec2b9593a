"""Pages about people: one's own account; units and who acts for them."""
