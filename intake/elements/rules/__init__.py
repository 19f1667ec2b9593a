"""Pure rules of the element forms: what they ask, and what the answers amount to."""
