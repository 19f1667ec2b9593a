"""Asking for a review; writing down what a court outside the portal found."""
