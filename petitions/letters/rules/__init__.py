"""Pure rules of petitions: which road, which division, which owner, which words."""

from .codes import ALPHABET, code_from, read_code, shown_code
from .letters import (
    follow_up_problem,
    greeting,
    opinion,
    procedural_text,
    prolonged_text,
    reopened_text,
    result_text,
)
from .limbs import KINDS, answers_for, limb_for, next_level, remedies, review_term, terms_for, title_of
from .roads import RoadSigns, Way, roads_for
from .routing import REPRESENTATIVES, STEPS, Load, divisions_for, owner_by_load, representatives_problem, step_index

__all__ = [
    "ALPHABET",
    "KINDS",
    "REPRESENTATIVES",
    "STEPS",
    "Load",
    "RoadSigns",
    "Way",
    "answers_for",
    "code_from",
    "divisions_for",
    "follow_up_problem",
    "greeting",
    "limb_for",
    "next_level",
    "opinion",
    "owner_by_load",
    "procedural_text",
    "prolonged_text",
    "read_code",
    "remedies",
    "reopened_text",
    "representatives_problem",
    "result_text",
    "review_term",
    "roads_for",
    "shown_code",
    "step_index",
    "terms_for",
    "title_of",
]
