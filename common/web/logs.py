"""What may be written to a log of a failure."""

from __future__ import annotations

from logging import Logger


def log_class(logger: Logger, error: Exception, words: str, *args: object) -> None:
    """What failed, and the error's class alone: its text may quote people's data, and so may a traceback."""
    logger.error("%s: %s", words % args, type(error).__name__)
