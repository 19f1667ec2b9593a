"""The tables of the wings, for Django, which looks for a room's tables here. Everybody else asks the wing."""

from triage.sorting.models import Decision, RuleSet
from triage.teams.models import Assignment, Recusal, Team
from triage.trial.models import (
    AnswerTerm,
    Appeal,
    AppealCopy,
    AppealOutcome,
    ClaimChange,
    Closing,
    Hearing,
    Ruling,
    SmallClaimsObjection,
    TermExtension,
)

__all__ = [
    "AnswerTerm",
    "Appeal",
    "AppealCopy",
    "AppealOutcome",
    "Assignment",
    "ClaimChange",
    "Closing",
    "Decision",
    "Hearing",
    "Recusal",
    "RuleSet",
    "Ruling",
    "SmallClaimsObjection",
    "Team",
    "TermExtension",
]
