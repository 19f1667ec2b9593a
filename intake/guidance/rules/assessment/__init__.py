"""The self-assessment: remarks with their grounds. Never a gate, never odds (登记立案规定第二条: everybody may sue).

The questions and remarks are data (intake/data/assessment); their conditions are structured and evaluated here,
nothing in the data is ever executed. What was not answered, or answered 不清楚, raises nothing. Remarks about
limitation are for the claimant only: the court may neither apply nor explain it of its own motion (民法典193)."""

from .carrying import carried
from .conditions import counted, holds, visible
from .results import Day, Remark, Result, remarks, result
from .shape import ROLES, UNSURE, Assessment, AssessmentPage, Kind, Question, Risk, Severity, load, newest

__all__ = [
    "ROLES",
    "UNSURE",
    "Assessment",
    "AssessmentPage",
    "Day",
    "Kind",
    "Question",
    "Remark",
    "Result",
    "Risk",
    "Severity",
    "carried",
    "counted",
    "holds",
    "load",
    "newest",
    "remarks",
    "result",
    "visible",
]
