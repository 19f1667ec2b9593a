"""The texts that everybody signs: drafted by the mediator, signed on the screen or on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from common.cases.events import Channel
from common.cases.models import Claim, Party
from common.fields import choices_of
from common.law.articles import art
from common.law.mediability import Subject
from common.law.refusal import ActionRefused
from common.web.fields import (
    Agree,
    Checkboxes,
    ChoiceRadios,
    CodeField,
    DateField,
    FileField,
    LongText,
    MoneyField,
    SignatureField,
    choices_with_empty,
)
from common.web.forms import CourtForm, speak_chinese
from mediation.course.forms import introduction, names
from mediation.roster.models import Mediator
from mediation.texts.models import Agreement
from mediation.texts.rules import Item
from mediation.texts.states import ClaimWay

WAIVE = "waive"
STAYS_OPEN = "open"


class CountersignForm(CourtForm):
    """Who signs in place of the mediator who did not, or why nobody is waited for any more."""

    choice = ChoiceRadios(label="请选择")
    words = LongText(
        label="没有调解员签名的原因",
        required=False,
        max_length=200,
        rows=3,
        help_text="选择不再等的才填，会写在协议书上。",
    )

    def __init__(self, *args: Any, mediators: Sequence[Mediator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(str(row.pk), f"请{row.user.display_name}签名") for row in mediators]
        hints = {str(row.pk): introduction(row) for row in mediators}
        hints[WAIVE] = "协议从各方都签名那天起已经生效，没有调解员签名也有效。"
        self.offer("choice", [*others, (WAIVE, "不再等，送达协议书")], hints)


class AgreementForm(CourtForm):
    """The text of an agreement: facts, up to `rows` terms, who agrees, which claims it settles."""

    facts = LongText(label="纠纷的主要事实和争议事项", max_length=4000, rows=6)
    costs = forms.CharField(label="费用由谁负担", required=False, max_length=200)

    def __init__(
        self, *args: Any, parties: Sequence[Party], claims: Sequence[Claim], rows: int = 3, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        people = choices_with_empty(names(parties), "不涉及")
        for n in range(1, rows + 1):
            self.fields[f"text_{n}"] = LongText(
                label=f"第{n}项", required=False, max_length=1000, rows=2, help_text="写完整的一句话。"
            )
            self.fields[f"debtor_{n}"] = forms.ChoiceField(label="由谁给付", required=False, choices=people)
            self.fields[f"creditor_{n}"] = forms.ChoiceField(label="给谁", required=False, choices=people)
            self.fields[f"amount_{n}"] = MoneyField(label="金额", required=False)
            self.fields[f"due_{n}"] = DateField(label="履行期限", required=False)
        self.fields["subject"] = ChoiceRadios(
            label="协议处分的是什么？",
            choices=choices_of(Subject),
            initial=Subject.OBLIGATION.value,
            help_text=f"只有给付或者其他债权债务可以申请司法确认（{art('民诉解释', 355).short}）。",
        )
        self.fields["parties"] = Checkboxes(label="哪些当事人达成协议？", choices=names(parties))
        self.claims = [claim.pk for claim in claims]
        for number, claim in enumerate(claims, start=1):
            self.fields[f"claim_{claim.pk}"] = ChoiceRadios(
                label=f"第{number}项请求怎样处理？",
                choices=[*choices_of(ClaimWay), (STAYS_OPEN, "没有解决，继续办理")],
                help_text=claim.text,
            )
        if claims:
            self.fields["difference"] = LongText(
                label="付款总额和请求不一样的，差的部分怎样处理？",
                required=False,
                max_length=500,
                rows=2,
                help_text="一样的不用填。例如：其余的张三放弃，不再主张。",
            )
        for field in self.fields.values():
            speak_chinese(field)

    @property
    def terms(self) -> list[list[Any]]:
        """The bound fields of each term, for the page."""
        return [
            [self[f"{name}_{n}"] for name in ("text", "debtor", "creditor", "amount", "due")]
            for n in range(1, self.rows + 1)
        ]

    @property
    def asked(self) -> list[Any]:
        """The bound fields on the claims, for the page."""
        names = [*(f"claim_{pk}" for pk in self.claims), *(["difference"] if self.claims else [])]
        return [self[name] for name in names]

    def ways(self) -> dict[int, ClaimWay]:
        """What becomes of each claim that the text settles."""
        said = {pk: self.cleaned_data[f"claim_{pk}"] for pk in self.claims}
        return {pk: ClaimWay(value) for pk, value in said.items() if value != STAYS_OPEN}

    def refuse(self, refused: ActionRefused, field: str = "") -> None:
        """The terms are checked together: what is wrong with them stands at the first."""
        if refused.field == "items":
            self.add_error("text_1", str(refused))
        else:
            super().refuse(refused, field)

    def items(self) -> list[Item]:
        found = []
        for n in range(1, self.rows + 1):
            data = self.cleaned_data
            text = data.get(f"text_{n}", "")
            amount, due = data.get(f"amount_{n}"), data.get(f"due_{n}")
            if not text and amount is None:
                continue
            found.append(
                Item(
                    text=text,
                    debtor_id=int(data[f"debtor_{n}"]) if data.get(f"debtor_{n}") else None,
                    creditor_id=int(data[f"creditor_{n}"]) if data.get(f"creditor_{n}") else None,
                    amount=amount,
                    due_on=due,
                )
            )
        return found

    @staticmethod
    def initial_of(agreement: Agreement) -> dict[str, Any]:
        """What a draft already says."""
        values: dict[str, Any] = {"facts": agreement.facts, "costs": agreement.costs}
        values["subject"] = agreement.subject or Subject.OBLIGATION.value
        values["parties"] = [str(pk) for pk in agreement.parties.values_list("pk", flat=True)]
        values["difference"] = agreement.difference
        values |= {f"claim_{pk}": way for pk, way in agreement.claim_ways.items()}
        for item in agreement.items.order_by("order"):
            values |= {
                f"text_{item.order}": item.text,
                f"debtor_{item.order}": str(item.debtor_id or ""),
                f"creditor_{item.order}": str(item.creditor_id or ""),
                f"amount_{item.order}": item.amount,
                f"due_{item.order}": item.due_on,
            }
        return values


class PointsForm(CourtForm):
    facts = LongText(
        label="无争议事实",
        required=False,
        max_length=4000,
        rows=6,
        help_text="一行一条。只写各方都承认的事实；为达成协议作出的让步不要写。",
    )
    issues = LongText(label="争议焦点", required=False, max_length=2000, rows=4, help_text="一行一条。")

    def lines(self, name: str) -> list[str]:
        return str(self.cleaned_data.get(name, "")).splitlines()


def ask_claims(form: CourtForm, claims: Sequence[Mapping[str, str]], whose: str) -> None:
    """First of all a tick for what becomes of each claim; `whose`: how the tick begins."""
    asked = [f"claim_{claim['pk']}" for claim in claims]
    for name, claim in zip(asked, claims, strict=True):
        form.fields[name] = Agree(label=f"{whose}{claim['text']}——{claim['way']}")
    form.order_fields([*asked, *form.fields])


class SignForm(CourtForm):
    signature = SignatureField(label="您的签名")
    code = CodeField(label="短信验证码", max_length=10, help_text="先点“获取验证码”，再填写手机收到的六位数字。")
    read = Agree(label="我已阅读全文，自愿签名")

    def __init__(self, *args: Any, claims: Sequence[Mapping[str, str]] = (), **kwargs: Any) -> None:
        """`claims`: what the claimant is asked to agree to of its claims, one by one."""
        super().__init__(*args, **kwargs)
        ask_claims(self, claims, "我同意：")

    def refuse(self, refused: ActionRefused, field: str = "") -> None:
        """The name is typed in the field of the signature."""
        if refused.field == "name":
            self.add_error("signature", str(refused))
        else:
            super().refuse(refused, field)


class ObjectionForm(CourtForm):
    words = LongText(
        label="哪里不同意，想怎样改？",
        max_length=1000,
        rows=4,
        help_text="只有调解员能看到。不会因此对您产生不利影响。",
    )


class CounterForm(CourtForm):
    """Signed on paper before a member of staff."""

    what = ChoiceRadios(label="签的是哪份？")
    party = ChoiceRadios(label="谁签名？")
    name = forms.CharField(
        label="签名人姓名", max_length=120, help_text="代理人签名的，填写代理人姓名；单位盖章的，填写单位名称。"
    )
    scan = FileField(label="签名页扫描件")
    channel = ChoiceRadios(
        label="在哪里签名？",
        choices=choices_of((Channel.COUNTER, Channel.STATION)),
        initial=Channel.COUNTER.value,
        inline=True,
    )
    seen = Agree(label="本人已核对身份证件，签名在我面前完成")

    def __init__(
        self,
        *args: Any,
        texts: Sequence[tuple[str, str]],
        parties: Sequence[Party],
        claims: Sequence[Mapping[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        """`claims`: what the text makes of each claim; whoever claimed is asked about every one, also on paper."""
        super().__init__(*args, **kwargs)
        self.offer("what", texts)
        self.offer("party", names(parties))
        self.claimants = {str(party.pk) for party in parties if party.side == "claimant"}
        self.asked = [f"claim_{claim['pk']}" for claim in claims]
        ask_claims(self, claims, "原告签协议的，已当面问过，同意：")
        for name in self.asked:
            self.fields[name].required = False
        self.order_fields(["what", "party", *self.asked])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") == "agreement" and data.get("party") in self.claimants:
            for name in self.asked:
                if not data.get(name):
                    self.add_error(name, "请当面问过签名的原告，同意的才勾选；不同意的不要签名。")
        return data


class WindowSignForm(CourtForm):
    """The party whose window visit goes on signed the printed text before the clerk."""

    name = forms.CharField(label="签名人姓名", max_length=120, help_text="站在窗口的人的姓名。")
    scan = FileField(label="签名页扫描件")
    seen = Agree(label="全文已打印并由当事人看过，签名在我面前完成")

    def __init__(self, *args: Any, claims: Sequence[Mapping[str, str]] = (), **kwargs: Any) -> None:
        """`claims`: what whoever stands there is asked to agree to of its claims, one by one."""
        super().__init__(*args, **kwargs)
        ask_claims(self, claims, "已当面问过，当事人同意：")
