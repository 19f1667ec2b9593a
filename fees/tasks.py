"""What the wings do by themselves, for Celery, which looks for it here."""

from fees.charging.tasks import sweep

__all__ = ["sweep"]
