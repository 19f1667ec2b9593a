"""Pure rules of petitions: which road, which division, which owner, which words."""

from .codes import ALPHABET, code_from, read_code, shown_code
from .letters import greeting, opinion, procedural_text, remedies, result_text
from .roads import RoadSigns, Way, roads_for
from .routing import REPRESENTATIVES, STEPS, Load, divisions_for, owner_by_load, representatives_problem, step_index

__all__ = [
    "ALPHABET",
    "REPRESENTATIVES",
    "STEPS",
    "Load",
    "RoadSigns",
    "Way",
    "code_from",
    "divisions_for",
    "greeting",
    "opinion",
    "owner_by_load",
    "procedural_text",
    "read_code",
    "remedies",
    "representatives_problem",
    "result_text",
    "roads_for",
    "shown_code",
    "step_index",
]
