"""What the wings do by themselves, for Celery, which looks for it here."""

from triage.trial.tasks import hand_over_drafts

__all__ = ["hand_over_drafts"]
