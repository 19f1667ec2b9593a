"""What a trial at first instance asks, from the draft of a ruling to the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from common.cases.forms import BearsForm
from common.cases.states import OF_TRIAL, LeftOutGround
from common.fields import choices_of
from common.law.procedures import Procedure
from common.web.fields import (
    Agree,
    Checkboxes,
    ChoiceRadios,
    DateField,
    FileField,
    LongText,
    MoneyField,
    choices_with_empty,
)
from common.web.forms import CourtForm
from triage.trial.states import (
    AnswerChoice,
    ChangedWhen,
    ClosingWay,
    DismissalGround,
    DropReason,
    HearingMode,
    RulingKind,
    SaidHow,
    TransferGround,
)

_SAYS_WHO_BEARS = (ClosingWay.JUDGMENT, ClosingWay.MEDIATION)


class DeclineForm(CourtForm):
    """不予签发: the reasons that fit the kind of ruling."""

    reason = ChoiceRadios(label="不予签发的理由", choices=choices_of(DropReason))
    words = LongText(label="说明", max_length=300, rows=3, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fits = {
            RulingKind.INADMISSIBLE: (DropReason.ADMISSIBLE, DropReason.OTHER),
            RulingKind.WITHDRAWAL: (DropReason.NOT_PERMITTED, DropReason.WITHDREW, DropReason.OTHER),
            RulingKind.DEEMED_WITHDRAWAL: (DropReason.PAID_LATE, DropReason.RELIEF, DropReason.OTHER),
        }.get(RulingKind(kind), (DropReason.GROUND_GONE, DropReason.OTHER))
        self.offer("reason", choices_of(fits))


class SignForm(CourtForm):
    """签发: the reasons, where the draft cannot know them."""

    words = LongText(
        label="不予受理的理由", max_length=2000, rows=5, help_text="写明起诉不符合哪一项条件，裁定书上会引用"
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_sign_%s")  # stands beside 不予签发, which has words of its own
        super().__init__(*args, **kwargs)
        if kind != RulingKind.INADMISSIBLE:
            del self.fields["words"]


class CloseForm(BearsForm):
    """结案: way, the paper where one is needed, and who bears the fee as the paper says (办法29, 31, 53)."""

    way = ChoiceRadios(label="结案方式", choices=choices_of(each for each in ClosingWay if each.is_act_of_judge))
    document = FileField(
        label="判决书或者调解书（PDF）",
        types=("pdf",),
        required=False,
        help_text="判决、调解结案的必交，登记后送达各方。调解书在各方都签收后才生效",
    )
    unheard = LongText(
        label="没有开庭的理由",
        max_length=300,
        rows=3,
        required=False,
        help_text="判决前应当开庭。只有简易程序、小额诉讼可以不开庭：写明为什么不开庭，各方怎样陈述了意见",
    )
    bears = ChoiceRadios(
        label="案件受理费由谁负担",
        required=False,
        help_text="判决、调解结案的必选，和判决书、调解书写的一致。按其他方式结案的不用选。",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("way") in _SAYS_WHO_BEARS:
            self.need("bears", "请选择案件受理费由谁负担。")
        way = ClosingWay(values["way"]) if values.get("way") else None
        if way and way.paper:
            self.need("document", f"以{way.label}方式结案的，请上传{way.paper.label}。")
        return values


class ClaimsForm(CourtForm):
    """变更诉讼请求: who, when, and each claim as it is asked for now; one may be new."""

    seen = forms.IntegerField(widget=forms.HiddenInput)  # the last change that stood on the page: twice is once
    party = forms.ChoiceField(label="提出的原告")
    on = DateField(label="提出的日期")
    when = ChoiceRadios(
        label="什么时候提出",
        choices=choices_of(ChangedWhen),
        hints={
            ChangedWhen.BEFORE.value: "增加的补交，减少的退还多交的受理费。",
            ChangedWhen.INVESTIGATED.value: "增加的补交；减少的不退，那部分受理费由提出的原告负担。",
            ChangedWhen.AFTER_DEBATE.value: "只能减少，不退，那部分受理费由提出的原告负担。",
            ChangedWhen.UNPAID.value: "补交通知到期没交的，这样登记。办法没有写明后果，待确认。",
        },
    )
    signer = forms.CharField(
        label="谁提出的",
        max_length=60,
        help_text="原告本人提出的写本人，单位盖章的写单位。代理人提出的，授权委托书要写明“代为变更诉讼请求”",
    )
    new_text = LongText(label="增加的请求", max_length=4000, rows=3, required=False)
    new_amount = MoneyField(label="增加的请求：金额", required=False, help_text="不是要钱的不填")
    amount = MoneyField(
        label="变更后争的金额", required=False, help_text="不填的，按各项请求的金额相加。要房、要物的，填它的价值"
    )

    def __init__(self, *args: Any, parties: list[tuple[str, str]], claims: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("party", parties if len(parties) == 1 else choices_with_empty(parties))
        self.claims = claims
        for number, each in enumerate(claims, start=1):
            self.fields[f"text_{each.pk}"] = LongText(
                label=f"请求 {number}",
                max_length=4000,
                rows=3,
                required=False,
                initial=each.text,
                help_text="放弃这一项的，把文字清空",
            )
            self.fields[f"amount_{each.pk}"] = MoneyField(
                label=f"请求 {number}：金额", required=False, initial=each.amount, help_text="不是要钱的不填"
            )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The fields of each claim, for the page."""
        return [(self[f"text_{each.pk}"], self[f"amount_{each.pk}"]) for each in self.claims]

    @property
    def asked(self) -> list[tuple[int | None, str, int | None]]:
        """Each claim as it is asked for now: its id (None: a new one), words and fen."""
        values = self.cleaned_data
        found = [(each.pk, values[f"text_{each.pk}"], values[f"amount_{each.pk}"]) for each in self.claims]
        return [*found, (None, values["new_text"], values["new_amount"])]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("new_amount") is not None:
            self.need("new_text", "请写增加的请求是什么。")
        return values


class WithdrawForm(CourtForm):
    agreed = Agree(label="我确认申请撤诉。法院裁定准许后，我不再是本案原告；以后仍可以依法再次起诉。")


class ObjectionForm(CourtForm):
    ground = LongText(label="认为不应适用小额诉讼程序的理由", max_length=500, rows=5)


class DecideObjectionForm(CourtForm):
    outcome = ChoiceRadios(
        label="审查结果",
        choices=[
            ("summary", "异议成立，适用简易程序的其他规定审理"),
            ("ordinary_single", "异议成立，裁定转为普通程序（独任）"),
            ("rejected", "异议不成立，裁定驳回（口头裁定，记入笔录）"),
        ],
    )
    words = LongText(
        label="审查意见",
        max_length=500,
        rows=3,
        required=False,
        help_text="异议不成立的必填：口头裁定的内容和理由，记入笔录。",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == "rejected":
            self.need("words", "驳回异议的，请写明口头裁定的内容和理由。")
        return values


class ConvertForm(CourtForm):
    to = ChoiceRadios(label="转为", choices=choices_of(Procedure))
    words = LongText(label="为什么要转换", max_length=300, help_text="写进裁定书，当事人看得到。")


class HearingForm(CourtForm):
    """开庭: the day, how it was held, and who came."""

    on = DateField(label="开庭日期")
    mode = ChoiceRadios(label="开庭方式", choices=choices_of(HearingMode))
    came = Checkboxes(
        label="谁到庭了",
        help_text="没有勾的，登记为没有到庭。传票没有按时送到又没有到庭的，不能缺席判决。当天的已经登记过的，再登记一次就是更正",
        error_messages={"required": "请勾选谁到庭了。谁都没有到的，没有开成庭，不用登记。"},
    )
    note = forms.CharField(label="说明", max_length=200, required=False, help_text="例如：第一次开庭，法庭调查。")

    def __init__(self, *args: Any, registered: date | None, people: dict[str, str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("came", list(people.items()))
        self.confine("on", earliest=registered, latest=today)


class _TimeField(forms.TimeField):
    """09:30."""

    width = "w-18"


class FixHearingForm(CourtForm):
    """定开庭时间: when, where and how."""

    on = DateField(label="开庭日期")
    time = _TimeField(
        label="几点", input_formats=["%H:%M"], widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label="地点", max_length=80, help_text="例如：第三审判庭；在线庭审的，写在线庭审和怎么进")
    mode = ChoiceRadios(label="开庭方式", choices=choices_of(HearingMode))
    agreed = Agree(label="各方都同意下班以后在线开庭", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confine("on", earliest=today)


class AnswerTermForm(CourtForm):
    """答辩期: who said that it needs none, or to which last day the respondent agreed."""

    choice = ChoiceRadios(label="登记什么", choices=choices_of(AnswerChoice))
    parties = Checkboxes(label="谁表示的", help_text="各方都表示不需要答辩期，才能马上开庭")
    on = DateField(label="表示的日期")
    how = ChoiceRadios(label="怎么表示的", choices=choices_of(SaidHow))
    last = DateField(label="约定的最后一天", required=False, help_text="只在同意法院定的答辩期时填")
    note = forms.CharField(label="说明", max_length=200, required=False, help_text="例如：笔录第 2 页。")

    def __init__(self, *args: Any, parties: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("parties", parties)
        self.confine("on", latest=today)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        agreed = values.get("choice") == AnswerChoice.AGREED
        if agreed:
            self.need("last", "请填约定的最后一天。")
        if agreed and len(values.get("parties") or ()) > 1:
            self.add_error("parties", "各人的答辩期分别约定，请一次选一位被告。")
        return values


class ProposeForm(CourtForm):
    """拟驳回起诉 or 拟移送管辖; each with its own ground."""

    kind = ChoiceRadios(
        label="拟作出的裁定",
        choices=[
            (RulingKind.DISMISSAL.value, "驳回起诉"),
            (RulingKind.TRANSFER.value, "移送有管辖权的人民法院"),
        ],
    )
    ground = forms.ChoiceField(
        label="驳回起诉的理由", choices=choices_with_empty(choices_of(DismissalGround)), required=False
    )
    transfer_ground = forms.ChoiceField(
        label="移送的理由", choices=choices_with_empty(choices_of(TransferGround)), required=False
    )
    court = forms.CharField(
        label="移送到的人民法院", max_length=60, required=False, help_text="写全称，例如：广州市天河区人民法院。"
    )
    words = LongText(label="查明的事实和理由", max_length=1000, rows=5, help_text="裁定书上会引用，请写成完整的句子。")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind = values.get("kind")
        if kind == RulingKind.DISMISSAL:
            self.need("ground", "请选择驳回起诉的理由。")
        if kind == RulingKind.TRANSFER:
            self.need("transfer_ground", "请选择移送的理由。")
            self.need("court", "请写明移送到的人民法院。")
        return values


class ExtendForm(CourtForm):
    months = forms.TypedChoiceField(label="延长", coerce=int)
    reason = LongText(label="需要延长的特殊情况", max_length=500, rows=4)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("months", [(number, f"{number} 个月") for number in range(1, most + 1)])


class LeftOutForm(CourtForm):
    """Days that do not count in the trial term."""

    ground = forms.ChoiceField(label="原因", choices=choices_of(each for each in LeftOutGround if each in OF_TRIAL))
    first = DateField(label="第一天", help_text="例如委托鉴定那天、发出公告那天、裁定中止那天")
    last = DateField(label="最后一天", help_text="还没有结束的，先填今天；结束后再登记一次，第一天不变")


class CountAgainForm(CourtForm):
    """Why days that were left out count after all."""

    words = LongText(label="更正的理由", max_length=200, rows=3, help_text="例如日子登记错了、鉴定没有进行")


class ExtensionForm(CourtForm):
    """The president approves or not; the head of division sends on or not."""

    outcome = ChoiceRadios(label="审批结果", choices=[])
    words = LongText(label="意见", max_length=300, rows=3, required=False, help_text="不同意的必填。")

    def __init__(self, *args: Any, president: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes = ("grant", "批准") if president else ("endorse", "同意，报院长批准")
        self.offer("outcome", [yes, ("refuse", "不同意，审理期限不变")])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == "refuse":
            self.need("words", "请写明不同意的理由。")
        return values


class HandOverForm(CourtForm):
    judge = forms.ChoiceField(label="转交给")

    def __init__(self, *args: Any, judges: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("judge", choices_with_empty(judges))
