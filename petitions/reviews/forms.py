"""What is asked of whoever asks for a review, and of the officer who writes one down. Forms clean; they never save."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.web.fields import ChoiceRadios, DateField, LongText
from common.web.forms import OnceForm
from petitions.letters.forms import VersionForm
from petitions.reviews.states import FOUND


class AskForm(OnceForm):
    reasons = LongText(
        label="您不服的理由",
        max_length=3000,
        rows=8,
        help_text="哪里查得不对、哪里没有答复，写您知道的就可以。原来写的内容不用再写。",
    )


class OutsideForm(VersionForm):
    given_on = DateField(label="作出日", help_text="按意见书上写的日期。")
    outcome = ChoiceRadios(label="结果", choices=[(one.value, one.label) for one in FOUND])
    words = LongText(label="要点", required=False, max_length=1000, rows=3)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["given_on"]
        field.latest = today
        field.widget.attrs["max"] = today.isoformat()
