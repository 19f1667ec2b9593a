"""The words of each event of a review, per side."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from common.rooms import Words
from fees.review.states import ReviewState

WORDS: dict[str, Words] = {
    "fees.review_sought": Words("您申请复核诉讼费用", court="{who}申请复核诉讼费用，{fee_review}内决定"),
    "fees.review_decided": Words("诉讼费用复核有了结果：{outcome}"),
}

# Which field of which event holds which enumeration.
LABELS: dict[str, Mapping[str, type[StrEnum]]] = {"fees.review_decided": {"outcome": ReviewState}}
