"""Pure rules of the self-assessment."""
