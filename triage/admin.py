"""What a court edits itself in the wings, for Django, which looks for it here."""

from triage.sorting.admin import RuleSetAdmin
from triage.teams.admin import TeamAdmin

__all__ = ["RuleSetAdmin", "TeamAdmin"]
