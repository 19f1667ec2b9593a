"""Views of intake: porters. They open what the visitor may see, call one action or query, and render."""

from .guest import signed_in

__all__ = ["signed_in"]
