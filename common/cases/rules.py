"""Pure rules of the spine: the event chain, case numbers, titles."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.law.papers import PaperKind
from common.law.refusal import ActionRefused as ActionRefused  # raised by every room

GENESIS = "0" * 64


@dataclass(frozen=True)
class Awaited:
    """The service a deadline waits for: which paper, by which party. Recorded, it starts the deadline (民诉法85)."""

    paper: PaperKind
    party_id: int

    @property
    def key(self) -> str:
        """As rows keep it (`Deadline.awaits`)."""
        return f"delivery:{self.paper.value}:{self.party_id}"


class NeedsPerson(ActionRefused):
    """The procedure's next step lacks a person or a fact: it becomes a to-do, never a rollback."""


def canonical(body: Mapping[str, Any]) -> str:
    """The one JSON text of a body: sorted keys, no blanks, UTF-8 as is. This exact text is hashed and stored."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(previous: str, body: str) -> str:
    """The chain's next link, 64 hex digits: SHA-256 over the previous link and this event's exact text."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


# 法〔2015〕137号: （年度）法院代字 类型代字 编号 号. Internal serials (petitions, mediation without a suit since 2025)
# are shaped differently on purpose, so that nobody takes them for a case number.
INTERNAL_KINDS: dict[str, str] = {"信访": "云信访", "调解": "云调"}

_NUMBER = re.compile(r"^[（(]?\s*(20\d{2})\s*[)）]?\s*(粤\d{0,4})\s*([\u4e00-\u9fa5]{1,5})\s*(\d{1,6})\s*号?$")


def number_text(*, court_code: str, year: int, kind: str, serial: int) -> str:
    """（2026）粤5302民初123号; for internal serials 云信访〔2026〕5302-00001."""
    if kind in INTERNAL_KINDS:
        return f"{INTERNAL_KINDS[kind]}〔{year}〕{court_code.removeprefix('粤')}-{serial:05d}"
    return f"（{year}）{court_code}{kind}{serial}号"


@dataclass(frozen=True)
class NumberParts:
    year: int
    court_code: str
    kind: str
    serial: int


def parse_number(text: str) -> NumberParts | None:
    """Read a case number as people type it: half-width brackets, blanks, a missing 号. None when it is none."""
    found = _NUMBER.match(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    return NumberParts(int(found[1]), found[2], found[3], int(found[4]))


def title_of(claimants: Sequence[str], respondents: Sequence[str], cause: str, *, suit: bool) -> str:
    """张三诉李四民间借贷纠纷; several on a side: the first 等n人; without a suit: 张三与李四…."""

    def some(names: Sequence[str]) -> str:
        if not names:
            return "不明"
        return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}人"

    return f"{some(claimants)}{'诉' if suit else '与'}{some(respondents)}{cause}"
