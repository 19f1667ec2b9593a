"""口头起诉: what is said is written down, read back and signed before the court (民事诉讼法第一百二十三条第二款)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from common.law.articles import Article, art


def is_oral(*, asked: bool, at_counter: bool) -> bool:
    """Whether this submission is an oral one: begun so, and handed in by the clerk. Who takes the draft to a phone of
    their own and hands it in there has written it."""
    return asked and at_counter


def digest(answers: Mapping[str, Any]) -> str:
    """64 hex digits of what is read back: what is signed is what was read, to the letter."""
    text = json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record_title(wish: str) -> str:
    return "口头起诉笔录" if wish == "sue" else "口头申请调解笔录"


def record_articles(wish: str) -> tuple[Article, ...]:
    """What lets somebody speak instead of writing, and what makes the record good: 核对无误后签名或者捺印."""
    if wish == "sue":
        return (art("民诉法", 123, 2), art("立案规定", 3, 2), art("民诉解释", 265))
    return (art("特邀调解", 11, 2),)
