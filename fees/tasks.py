"""What the wings do by themselves, for Celery, which looks for it here."""

from fees.charging.tasks import sweep
from fees.settling.tasks import bearing

__all__ = ["bearing", "sweep"]
