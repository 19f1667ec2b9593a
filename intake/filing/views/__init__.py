"""Views of a filing: porters. They open what the visitor may see, call one action or query, and render."""

from .starting import signed_in

__all__ = ["signed_in"]
