"""What an action says when it may not be done now; pages and actions share it."""

from __future__ import annotations

FILE = "file"  # the field a refused file is shown at: whichever takes files in the form at hand


class ActionRefused(Exception):
    """An action may not be done now. `str()` is what the user reads, in Chinese; `field` names the form's field."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field
