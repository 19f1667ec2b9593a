"""A table says which state may follow which."""

from enum import StrEnum

import pytest

from common.law import transitions
from common.law.transitions import TransitionError
from tests.tables import rows


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    OFF = "off"

    @property
    def label(self):
        return {"red": "红灯", "green": "绿灯", "off": "熄灭"}[self.value]


TABLE = {Light.RED: (Light.GREEN, Light.OFF), Light.GREEN: (Light.RED,)}


@rows(
    ("frm", "to", "allowed"),
    [
        ("red", "green", True),
        ("red", "off", True),
        ("green", "off", False),
        ("off", "red", False),
        ("red", "red", False),
    ],
)
def test_allowed(frm, to, allowed):
    assert transitions.allowed(TABLE, Light(frm), Light(to)) is allowed


def test_check_speaks_chinese():
    transitions.check(TABLE, Light.RED, Light.GREEN)
    with pytest.raises(TransitionError, match="当前状态是“绿灯”，不能变为“熄灭”。"):
        transitions.check(TABLE, Light.GREEN, Light.OFF)


def test_following_and_final():
    assert transitions.following(TABLE, Light.RED) == (Light.GREEN, Light.OFF)
    assert transitions.is_final(TABLE, Light.OFF)
    assert not transitions.is_final(TABLE, Light.GREEN)
