"""Views of the review: porters."""
