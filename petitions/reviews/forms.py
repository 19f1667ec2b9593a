"""What is asked of whoever asks for a review, of the counter that takes one in, and of the officer who writes one down.

Forms clean; they never save.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from common.fields import choices_of
from common.web.fields import ChoiceRadios, CodeField, DateField, LongText, NameField
from common.web.forms import OnceForm
from petitions.letters.forms import VersionForm
from petitions.letters.states import Form
from petitions.reviews.states import FOUND


class AskForm(OnceForm):
    reasons = LongText(
        label="您不服的理由",
        max_length=3000,
        rows=8,
        help_text="哪里查得不对、哪里没有答复，写您知道的就可以。原来写的内容不用再写。",
    )


class TakeForm(OnceForm):
    """One that came by post or over the counter, typed in by the staff."""

    number = CodeField(label="原信访的登记编号", max_length=60, help_text="在意见书上。例如 云信访〔2026〕5381-00001")
    name = NameField(label="请求人", help_text="和原信访登记的姓名或者单位名称一致。")
    form = ChoiceRadios(
        label="怎么交来的",
        choices=[(Form.LETTER.value, "邮寄"), (Form.VISIT.value, "当面交")],
        inline=True,
    )
    sent_on = DateField(label="交寄日", help_text="邮寄的，看邮戳；当面交的，填交来的那天。是不是按期，按这一天算。")
    received_on = DateField(label="收到日", help_text="法院书面答复的期限从这一天起算。")
    reasons = LongText(label="不服的理由", max_length=3000, rows=6, help_text="照请求书写的录入。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sent_on", "received_on"):
            self.confine(name, latest=today)


class OutsideForm(VersionForm):
    given_on = DateField(label="作出日", help_text="按意见书上写的日期。")
    outcome = ChoiceRadios(label="结果", choices=choices_of(FOUND))
    words = LongText(label="要点", required=False, max_length=1000, rows=3)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confine("given_on", latest=today)
