"""Letters and visits, whichever door they come in by: lodged, routed, answered, concluded."""
