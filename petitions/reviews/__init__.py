"""Having an opinion looked at again: 复查 by the higher court, 复核 by the one above it (信访条例35, 36)."""
