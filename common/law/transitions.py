"""The one way to ask whether a state may follow another. A table is a mapping from a state to those that may follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from common.law.refusal import ActionRefused

S = TypeVar("S", bound=StrEnum)


class TransitionError(ValueError):
    """A step the table does not allow. The message is Chinese and may be shown to the user."""

    def __init__(self, frm: StrEnum, to: StrEnum) -> None:
        self.frm = frm
        self.to = to
        super().__init__(f"当前状态是“{label(frm)}”，不能变为“{label(to)}”。")


def label(state: StrEnum) -> str:
    """The state's Chinese word where its enum has a ``label``, else its value."""
    return str(getattr(state, "label", state.value))


def allowed(table: Mapping[S, Collection[S]], frm: S, to: S) -> bool:
    return to in table.get(frm, ())


def check(table: Mapping[S, Collection[S]], frm: S, to: S) -> None:
    """TransitionError unless the table lets ``to`` follow ``frm``. Staying where one is is a step like any other."""
    if not allowed(table, frm, to):
        raise TransitionError(frm, to)


def move(row: Any, to: S, table: Mapping[S, Collection[S]], refused: str = "") -> None:
    """The one way in which a row's ``state`` is changed, in memory: the caller saves. ActionRefused unless the table
    lets ``to`` follow, in the words of ``refused`` where they say more than the two states."""
    try:
        check(table, type(to)(row.state), to)
    except TransitionError as error:
        raise ActionRefused(refused or str(error)) from error
    row.state = to
