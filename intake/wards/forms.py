"""What is asked about a guardian. Forms clean; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms

from common.cases.rules import Guardian
from common.cases.states import GuardianEnd, GuardianProof, Kinship, WardKept, WorkProof
from common.delivery.models import Service
from common.fields import choices_of
from common.law.numbers import clean
from common.web.fields import Checkboxes, ChoiceRadios, CodeField, DateField, NameField, PhoneField, choices_with_empty
from common.web.forms import CourtForm
from common.web.wording import day_words


class GuardianForm(CourtForm):
    """Who acts, and what was seen that proves it."""

    name = NameField(label="法定代理人姓名或者名称", max_length=60)
    kinship = forms.ChoiceField(label="是当事人的", choices=choices_with_empty(choices_of(Kinship)))
    id_number = CodeField(label="法定代理人的证件号码", max_length=30)
    phone = PhoneField(label="法定代理人的手机号", required=False, help_text="法院的通知发到这里。")
    postal = forms.CharField(
        label="法定代理人的送达地址", required=False, max_length=200, help_text="不填的，寄到原来的地址。"
    )
    until = DateField(
        label="当事人满十八周岁的日期", required=False, help_text="未成年人填写；到这一天，法定代理终止。"
    )
    proof = ChoiceRadios(
        label="已核对的监护关系证明",
        required=False,
        choices=[("", "还没有交"), *choices_of(GuardianProof)],
        initial="",
        help_text="看过原件才选。没有交的，先登记；交来核对以前，法定代理人不能代为调解、和解、撤回。",
    )

    def guardian(self) -> Guardian:
        data = self.cleaned_data
        return Guardian(
            name=data["name"],
            kinship=data["kinship"],
            id_number=clean(data["id_number"]),
            phone=data["phone"],
            until=data["until"],
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("phone") and not values.get("postal") and not self.errors.get("phone"):
            self.add_error("phone", "请填写手机号；没有手机的，填写下面的送达地址。")
        return values

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confine("until", earliest=today)


class PapersForm(CourtForm):
    """Which of the papers a ward had received alone go to the guardian now."""

    again = Checkboxes(label="改送法定代理人的文书", required=False)
    kept = ChoiceRadios(
        label="不改送的理由", required=False, choices=choices_of(WardKept), help_text="有没勾选的才选。"
    )

    def __init__(self, *args: Any, received: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("Checkboxes", self.fields["again"])
        days = [(each, day_words(each.served_on)) for each in received if each.served_on]
        field.choices = [(each.pk, f"《{each.title}》，{day}送达") for each, day in days]
        field.initial = [each.pk for each in received]


class ProofForm(CourtForm):
    proof = ChoiceRadios(label="看过的原件", choices=choices_of(GuardianProof))


class WorkForm(CourtForm):
    proof = ChoiceRadios(label="看过的原件", choices=choices_of(WorkProof))


class EndForm(CourtForm):
    reason = ChoiceRadios(label="为什么不再代为诉讼", choices=choices_of(GuardianEnd))
