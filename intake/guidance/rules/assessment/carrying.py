"""Answers of the self-assessment that a draft asks for too: nothing is typed twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intake.guidance.rules.assessment.conditions import counted
from intake.guidance.rules.assessment.shape import UNSURE, Assessment, Carry


def carried(data: Assessment, form: str, kind: str, role: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """{question id of the draft: value} for this form. 不清楚 is carried nowhere; the other side carries nothing.

    Of several choices the first that the draft knows counts. What an earlier question filled, a later one leaves.
    """
    found: dict[str, Any] = {}
    if role != "claimant":
        return found
    given = counted(data, kind, role, answers)
    for each in data.questions:
        if each.key not in given or each.carry is None:
            continue
        for carry in each.carry.get(form, ()):
            value = _value(carry, given[each.key])
            if value is not None:
                found.setdefault(carry.to, value)
    return found


def _value(carry: Carry, answer: Any) -> Any:
    if carry.fixed:
        return carry.fixed
    if carry.values is None:
        return None if answer == UNSURE else answer
    chosen = answer if isinstance(answer, list) else [answer]
    return next((carry.values[one] for one in carry.values if one in chosen), None)
