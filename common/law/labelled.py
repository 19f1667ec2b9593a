"""A code with its words: what rows keep is the code, what people read is the label."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """`PAID = "paid", "已交"`: the member equals its code "paid" and carries `.label`."""

    label: str

    def __new__(cls, code: str, label: str = "") -> LabelledEnum:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def known(cls, code: str) -> Self | None:
        """The member of this code, or None."""
        return next((member for member in cls if member.value == code), None)
