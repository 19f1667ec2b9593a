"""The kinds of teams; what the trial term is kept under."""

from __future__ import annotations

from common.law.labelled import LabelledEnum

TRIAL = "trial"  # the subject of the trial term's deadline, whichever term it is
ANEW = "triage.registered_anew"  # the event by which the court above's order to try a case is carried out
FOREIGN_REVIEW = "foreign_trial_review"  # the term that stands in for it where none binds (民诉法287)


class TeamKind(LabelledEnum):
    FAST = "fast", "速裁团队"
    CAREFUL = "careful", "审判团队"
