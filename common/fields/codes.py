"""Columns that hold a code of an enumeration."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db import models


def choices_of(states: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Django choices of a StrEnum whose members carry a Chinese `label`, or of some of them."""
    return [(member.value, getattr(member, "label", member.value)) for member in states]


def one_of(field: str, states: type[StrEnum], name: str, *, blank: bool = False) -> models.CheckConstraint:
    """The database's own word that a column holds a code of this enumeration (or, with `blank`, nothing)."""
    codes = sorted({member.value for member in states} | ({""} if blank else set()))
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": codes}),
        name=name,
        violation_error_message="不是系统认识的代码。",
    )
