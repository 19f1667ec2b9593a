"""The tasks of the wings, for Celery, which looks for a room's tasks here."""

from mediation.confirmation.tasks import hand_over_reviews

__all__ = ["hand_over_reviews"]
