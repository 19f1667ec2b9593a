"""What a review may find."""

from __future__ import annotations

from petitions.letters.states import Outcome

FOUND: tuple[Outcome, ...] = (Outcome.SUPPORTED, Outcome.EXPLAINED, Outcome.UNSUPPORTED)
