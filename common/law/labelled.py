"""A code with its words: what rows keep is the code, what people read is the label."""

from __future__ import annotations

from enum import StrEnum


class LabelledEnum(StrEnum):
    """`PAID = "paid", "已交"`: the member equals its code "paid" and carries `.label`."""

    label: str

    def __new__(cls, code: str, label: str = "") -> LabelledEnum:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
