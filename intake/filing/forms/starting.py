"""Beginning a draft, and coming back to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from common.web.fields import ChoiceRadios, CodeField
from common.web.forms import CourtForm
from intake.elements.forms.fields import offer
from intake.elements.rules.forms import FORM_KEYS, newest


class StartForm(CourtForm):
    """What the dispute is about, and which of the two ways."""

    form = ChoiceRadios(label="是什么纠纷", choices=[])
    wish = ChoiceRadios(
        label="您想怎么办",
        choices=[("sue", "起诉"), ("mediate", "只申请调解")],
        hints={
            "sue": "法院立案后审理；立案后还可以先调解。",
            "mediate": "不起诉，请调解员帮助双方商量。调不成，随时可以起诉，填的内容都带过去。",
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "form", [(key, newest(key, today).label) for key in FORM_KEYS])


class CounterStartForm(StartForm):
    """The clerk begins a draft for a person at the counter."""

    court = forms.ChoiceField(label="法院")
    oral = forms.BooleanField(label="口头起诉（由工作人员记入笔录，读给本人听后签名）", required=False)

    def __init__(self, *args: Any, courts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "court", courts)


class CodeForm(CourtForm):
    """The code by which a draft from the counter comes to one's own phone."""

    code = CodeField(label="续填码", max_length=20, help_text="窗口给您的 8 位字母和数字。")
