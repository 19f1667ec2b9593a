"""Views of the other side's way in."""
