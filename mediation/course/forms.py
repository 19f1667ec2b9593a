"""What the course asks of parties, mediators and the desk; no form saves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from common.cases.events import Channel
from common.cases.models import Party
from common.delivery.forms import KeptForm
from common.fields import choices_of
from common.law.clock import SHANGHAI
from common.web.fields import Agree, ChoiceRadios, DateField, LongText, NameField, PhoneField, YesNo, choices_with_empty
from common.web.forms import CourtForm
from common.web.wording import day_words
from mediation.course.models import Consent
from mediation.course.rules import term_words
from mediation.course.states import EndReason, PartyReasonCode, RefusalReason, SessionMode
from mediation.roster.models import Mediator

AT_DESK = choices_of((Channel.COUNTER, Channel.HOTLINE, Channel.STATION))


def names(parties: Sequence[Party]) -> list[tuple[str, str]]:
    return [(str(party.pk), party.name) for party in parties]


class ConsentForm(CourtForm):
    answer = ChoiceRadios(
        label="您是否同意先行调解？",
        choices=[("given", "同意调解"), ("declined", "不同意调解")],
        hints={"given": "同意之后也可以随时停止。", "declined": "不需要说明理由，不影响您的权利。"},
    )
    who = ChoiceRadios(
        label="由谁选调解员？",
        choices=[("court", "由法院推荐"), ("we", "我想与对方共同选择")],
        initial="court",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = term_words("choose_mediator", on)
        self.hint("who", {"we": f"{within}内没有选出同一位的，由法院指定。"})


class ContactForm(CourtForm):
    party = ChoiceRadios(label="哪一位当事人？")
    answer = ChoiceRadios(
        label="怎样答复？",
        choices=[("given", "同意调解"), ("declined", "不同意调解"), ("unreachable", "无法联系")],
    )
    channel = ChoiceRadios(label="在哪里答复？", choices=AT_DESK, inline=True)

    def __init__(self, *args: Any, consents: Sequence[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("party", [(str(row.party_id), f"{row.party.name}（{row.state_label}）") for row in consents])


class MediatorForm(CourtForm):
    """One mediator out of those who can take the case; parties may also leave it to the court."""

    mediator = ChoiceRadios(label="请选择调解员")

    def __init__(self, *args: Any, mediators: Sequence[Mediator], leave: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.pk), row.user.display_name) for row in mediators]
        hints = {str(row.pk): introduction(row) for row in mediators}
        self.offer("mediator", [("", "由法院指定"), *rows] if leave else rows, hints)
        self.fields["mediator"].required = not leave


def introduction(mediator: Mediator) -> str:
    """擅长合同、物业；云城调解中心；不收费."""
    areas = f"擅长{'、'.join(mediator.specialities)}；" if mediator.specialities else ""
    charge = mediator.charge_words if mediator.charges else "不收费"
    return f"{areas}{mediator.unit}；{charge}"


class ProposalForm(CourtForm):
    accepts = YesNo(label="您是否接受调解本案？", yes="接受", no="不接受")
    disclosure = LongText(
        label="需要披露的情况",
        required=False,
        max_length=500,
        rows=3,
        help_text="是当事人或者代理人的近亲属、与纠纷有利害关系、有其他可能影响公正的关系的，请写明；当事人都同意的，由您继续调解。",
    )
    reason = forms.ChoiceField(
        label="不接受的理由", required=False, choices=choices_with_empty(choices_of(RefusalReason))
    )
    text = forms.CharField(label="补充说明", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("accepts") is False:
            self.need("reason", "不接受的，请选择理由。")
        return data


class AppraisalForm(CourtForm):
    """The days of an appraisal before suit."""

    first = DateField(label="鉴定评估从哪一天开始？", help_text="例如委托鉴定评估那天。")
    last = DateField(label="到哪一天？", help_text="还没有结束的，先填预计结束那天；结束后再登记一次，开始的日子不变。")


class AppraisalMistakeForm(CourtForm):
    """Why such days count after all."""

    words = LongText(label="更正的理由", max_length=200, rows=3, help_text="例如日子登记错了、鉴定评估没有进行。")


class AgreesForm(CourtForm):
    agrees = YesNo(label="您是否同意？", yes="同意", no="不同意")


class ExtendForm(CourtForm):
    days = forms.IntegerField(label="延长多少天？", min_value=1, max_value=366, widget=forms.TextInput())


class MomentField(forms.DateTimeField):
    """2026-11-26 09:30, or what the browser's own control sends; read as Shanghai time."""

    width = "w-18"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"], **kwargs)


class SessionForm(CourtForm):
    mode = ChoiceRadios(label="怎样进行？", choices=choices_of(SessionMode))
    time1 = MomentField(label="第一个时间")
    time2 = MomentField(label="第二个时间", required=False)
    time3 = MomentField(label="第三个时间", required=False)
    place = forms.CharField(label="地点或者会议室", required=False, max_length=120)
    agreed = Agree(label="已与各方电话约好（只填一个时间，不再请当事人选择）", required=False)

    def times(self) -> list[datetime]:
        return [t for t in (self.cleaned_data.get(f"time{n}") for n in (1, 2, 3)) if t is not None]


class PickForm(CourtForm):
    starts_at = ChoiceRadios(label="哪个时间您方便？")

    def __init__(self, *args: Any, times: Sequence[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(each.isoformat(), f"{day_words(each)}{each.astimezone(SHANGHAI):%H:%M}") for each in times]
        self.offer("starts_at", [*rows, ("none", "都不方便")])

    def chosen(self) -> datetime | None:
        value = self.cleaned_data["starts_at"]
        return None if value == "none" else datetime.fromisoformat(value)


class LogForm(CourtForm):
    held_on = DateField(label="哪一天进行的？")
    mode = ChoiceRadios(label="怎样进行的？", choices=choices_of(SessionMode), inline=True)
    place = forms.CharField(label="地点或者会议室", required=False, max_length=120)
    identity_checked = Agree(label="已通过证件比对等方式核实各方身份", required=False)
    warned = Agree(label="已告知权利义务、调解协议效力和虚假调解的法律后果", required=False)
    record = LongText(
        label="调解记录",
        max_length=8000,
        rows=8,
        help_text="到场的各方都能看到，法院工作人员看不到。不要写只对您说的话，那些请写在私记里。",
    )
    next_step = forms.CharField(label="下一步", required=False, max_length=200)

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        for party in parties:
            self.fields[f"present_{party.pk}"] = forms.CharField(
                label=f"{party.name}一方到场的人", required=False, max_length=80, help_text="没有到场的留空。"
            )
        self.order_fields(["held_on", "mode", "place", *(f"present_{p.pk}" for p in parties)])

    def present(self) -> dict[int, str]:
        return {party.pk: self.cleaned_data.get(f"present_{party.pk}", "") for party in self.parties}


class NoteForm(CourtForm):
    text = LongText(label="私记", max_length=4000, rows=5, help_text="加密保存，只有您能看到，不随案移送。")


class ReportForm(CourtForm):
    """Why it did not work, party by party; the same for an end by the mediator and for one that came by itself."""

    summary = LongText(
        label="调解基本情况", max_length=2000, rows=4, help_text="报告法院。不要写各方的让步和调解方案。"
    )
    costly = LongText(label="导致其他当事人诉讼成本增加的行为", required=False, max_length=1000, rows=2)
    hints = LongText(label="需要向法院提示的其他情况", required=False, max_length=1000, rows=2)

    def __init__(self, *args: Any, parties: Sequence[Party], ends: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        if ends:
            may = [r for r in EndReason if r not in (EndReason.AGREED, EndReason.PERIOD_OVER)]
            self.fields["reason"] = ChoiceRadios(label="为什么终结？", choices=choices_of(may))
        for party in parties:
            self.fields[f"code_{party.pk}"] = forms.ChoiceField(
                label=f"{party.name}一方的原因", choices=choices_with_empty(choices_of(PartyReasonCode))
            )
            self.fields[f"words_{party.pk}"] = forms.CharField(
                label=f"{party.name}一方的说明",
                required=False,
                max_length=200,
                help_text="只留在调解员处，不写入报告。",
            )
        names = [f"{kind}_{p.pk}" for p in parties for kind in ("code", "words")]
        self.order_fields(["reason", *names, "summary", "costly", "hints"])

    def reasons(self) -> dict[int, tuple[PartyReasonCode, str]]:
        data = self.cleaned_data
        return {p.pk: (PartyReasonCode(data[f"code_{p.pk}"]), data.get(f"words_{p.pk}", "")) for p in self.parties}


class AddressForm(KeptForm):
    """送达地址确认书, filled in under the mediator's guidance (在线调解17)."""

    recipient_name = NameField(label="收件人", max_length=60)
    postal = forms.CharField(label="邮寄地址", max_length=200)
    phone = PhoneField(label="联系电话", landline=True)
    e_consent = YesNo(
        label="是否同意电子送达？",
        yes="同意，送到云浮法院诉讼服务网账号",
        no="不同意，邮寄或者直接送达",
        inline=False,
        help_text="不同意不影响您的权利；同意后也可以改变。",
    )
    confirmed = Agree(label="以上地址真实有效；地址变更会及时告知，否则按此地址送达的后果由我承担")


class EmptyForm(CourtForm):
    """A button: nothing is asked."""
