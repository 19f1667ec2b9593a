"""What a trial asks. Forms clean; they never save."""

from __future__ import annotations

from collections.abc import Collection
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
    AppealResult,
    ChangedWhen,
    ClosingWay,
    DismissalGround,
    DropReason,
    HearingMode,
    RulingKind,
    SaidHow,
    StrikeReason,
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


class AppealResultForm(BearsForm):
    """二审结果: which, by which paper of the court above, since when, and who bears the fee of the first instance (办法
    30); of several appellants whose appeal ended, where it ends one only."""

    result = ChoiceRadios(
        label="二审结果",
        hints={
            AppealResult.SENT_BACK.value: "一审判决不生效，谁都不用照着履行。",
            AppealResult.ORDERED.value: "驳回起诉的裁定不生效，案件继续审理。",
            AppealResult.ACCEPTED.value: "不予受理的裁定不生效，本案回到立案审查，由立案人员登记立案。",
            AppealResult.DISMISSED.value: "法院不该受理这件事的。一审判决不生效，已交的受理费退还。",
            AppealResult.MOVED.value: "违反专属管辖的。一审裁判不生效，由上级法院移送，受理费随案移交。",
            AppealResult.MEDIATED.value: "调解书送达后，一审判决视为撤销。",
            AppealResult.SUIT_WITHDRAWN.value: "原告撤回起诉，其他各方同意，上级法院准许的。一审裁判一并撤销。",
            AppealResult.WITHDRAWN.value: "上级法院裁定准许的才登记。只结束这一位的上诉，别人的上诉、上诉期不受影响。",
            AppealResult.DEEMED.value: "上级法院这样裁定的，例如没有按期预交上诉案件受理费。只结束这一位的上诉。",
        },
    )
    party = forms.ChoiceField(
        label="是谁的上诉", required=False, help_text="撤回上诉、按自动撤回上诉处理的必选；别的结果不用选"
    )
    number = forms.CharField(label="二审案号", max_length=60, help_text="二审判决书、裁定书或者调解书上的案号")
    made_on = DateField(label="二审文书写的日期", help_text="文书最后落款的日期")
    on = DateField(
        label="二审文书送达各方的日期",
        help_text="最后一方收到的那天，从那天起生效；撤回上诉的，是准许撤回的裁定送达的日期",
    )
    bears = ChoiceRadios(
        label="第一审案件受理费由谁负担",
        required=False,
        help_text="改判、二审调解、撤回起诉的必选，和二审文书写的一致。维持原判、撤回上诉的，不选就按一审裁判。发回重审、指令审理、驳回起诉、移送管辖的不用选。",
    )

    def __init__(self, *args: Any, way: str, appellants: list[tuple[str, str]], **kwargs: Any) -> None:
        """`way`: how the case had ended, for not every result fits; `appellants`: whose appeals still run."""
        super().__init__(*args, **kwargs)
        self.offer("result", choices_of(each for each in AppealResult if each.fits(way)))
        if len(appellants) < 2:
            del self.fields["party"]
        else:
            self.offer("party", choices_with_empty(appellants))
        if way == ClosingWay.INADMISSIBLE:  # nothing was registered, so nobody had to pay
            for name in ("bears", *self.names):
                del self.fields[name]
            self.names = {}

    @property
    def bearers(self) -> list[tuple[int, int | None]]:
        return super().bearers if "bears" in self.fields else []

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        result = AppealResult(values["result"]) if values.get("result") else None
        if result and result.says_who_bears:
            self.need("bears", f"{result.label}的，请选择案件受理费由谁负担。")
        if result and result.leaves and "party" in self.fields:
            self.need("party", "有几位上诉人，请选是谁的上诉结束。")
        return values


class CorrectAppealForm(CourtForm):
    """更正二审结果: why what was written down does not hold."""

    seen = forms.IntegerField(widget=forms.HiddenInput)  # the result that stood on the page
    why = LongText(label="哪里登记错了", max_length=300, rows=3, help_text="写在案件记录里，当事人看不到")


class StrikeForm(CourtForm):
    """An appeal, or the day of one of its copies, was written down wrongly: which, and why."""

    what = forms.ChoiceField(label="收回哪一项登记")
    why = forms.ChoiceField(label="哪里登记错了", choices=choices_with_empty(choices_of(StrikeReason)))

    def __init__(self, *args: Any, appeals: list[Any], **kwargs: Any) -> None:
        """`appeals`: those that run, each with its copies."""
        super().__init__(*args, **kwargs)
        offered = []
        for each in appeals:
            offered.append((str(each.pk), f"{each.party.name}的上诉"))
            copies = each.copies.all()
            offered += [(f"{each.pk}:{row.party_id}", f"{row.party.name}收到{each.party.name}的副本") for row in copies]
        self.offer("what", choices_with_empty(offered))

    @property
    def struck(self) -> dict[str, int | None]:
        appeal, _, copy_of = self.cleaned_data["what"].partition(":")
        return {"appeal_id": int(appeal), "copy_of": int(copy_of) if copy_of else None}


class AnewForm(CourtForm):
    """What the court above sent back, registered under a number of its own."""

    on = DateField(label="登记的日期")


def _of_appeal(name: str) -> int:
    """The appeal that a field of its course is about; 0 for one about the file."""
    return int(name.split("_")[1]) if name.split("_")[0] in ("copy", "answer", "passed", "paid") else 0


class AppealCourseForm(CourtForm):
    """What was done of each appeal; each day when it is known."""

    sent_on = DateField(label="案卷报送上级法院的日期", required=False)

    def __init__(
        self,
        *args: Any,
        appeals: list[tuple[Any, list[Any]]],
        prepays: bool,
        joint: Collection[int] = (),
        **kwargs: Any,
    ) -> None:
        """`appeals`: those that run, each with the parties its copy still has to reach; `prepays`: whether they cost
        anything beforehand; `joint`: the parties for whom another one prepays."""
        super().__init__(*args, **kwargs)
        self.appeals = appeals
        for each, left in appeals:
            for party in left:
                self.fields[f"copy_{each.pk}_{party.pk}"] = DateField(
                    label=f"{party.name}收到{each.party.name}的上诉状副本的日期", required=False
                )
            for copy in each.copies.all():
                self._ask_answer(each, copy)
            if prepays and each.party_id not in joint:
                self.fields[f"paid_{each.pk}"] = DateField(
                    label=f"{each.party.name}预交上诉案件受理费的日期", required=False
                )

    def _ask_answer(self, appeal: Any, copy: Any) -> None:
        """The next thing that may be written down of one answer."""
        key = f"{appeal.pk}_{copy.party_id}"
        if copy.answered_on is None:
            label = f"{copy.party.name}的答辩状到法院的日期"
            self.fields[f"answer_{key}"] = DateField(
                label=label, required=False, help_text="不答辩的不填。答辩期过了才到的也登记"
            )
        if copy.passed_on is None:
            label = f"{appeal.party.name}收到{copy.party.name}的答辩状副本的日期"
            self.fields[f"passed_{key}"] = DateField(label=label, required=False)

    @property
    def fieldsets(self) -> list[tuple[Any, list[Any]]]:
        """Each appeal with its fields, for the page."""
        return [(each, [self[name] for name in self.fields if _of_appeal(name) == each.pk]) for each, _ in self.appeals]

    def days(self, what: str) -> dict[tuple[int, int], date]:
        """Of each appeal and other party, what was filled in: copy, answer or passed."""
        found = {name: self.cleaned_data.get(name) for name in self.fields if name.startswith(f"{what}_")}
        return {(_of_appeal(name), int(name.rsplit("_", 1)[1])): on for name, on in found.items() if on}

    @property
    def paid(self) -> dict[int, date]:
        found = {each.pk: self.cleaned_data.get(f"paid_{each.pk}") for each, _ in self.appeals}
        return {pk: on for pk, on in found.items() if on}


class AppealForm(CourtForm):
    """A party appealed, on paper: who, and on which day."""

    party = forms.ChoiceField(label="上诉人")
    on = DateField(label="提交上诉状的日期", help_text="邮寄的，以交邮的那天为准")
    received_on = DateField(label="法院收到上诉状的日期", required=False, help_text="不填的，算今天")
    signer = forms.CharField(
        label="上诉状上谁签的名",
        max_length=60,
        help_text="本人签名的写本人，单位盖章的写单位。代理人签名的，授权委托书要写明“代为提起上诉”",
    )
    disputed = MoneyField(
        label="不服一审判决部分的金额",
        min_fen=1,
        help_text="按上诉请求填：一审判付 10 万元，上诉人认为只该付 4 万元的，填 60000。上诉案件受理费按它计算",
    )

    joint = forms.ChoiceField(
        label="和谁共同上诉",
        required=False,
        help_text="同一方几个人用一份上诉状共同上诉的，选已经登记的那一位，只交一份受理费；各自上诉的不选",
    )

    def __init__(
        self,
        *args: Any,
        parties: list[tuple[str, str]],
        money: bool,
        running: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """`money`: whether the fee of the appeal depends on what it disputes; `running`: whose appeals are recorded, so
        that one may be joint with it."""
        super().__init__(*args, **kwargs)
        if not money:
            del self.fields["disputed"]
        elif running:
            self.fields["disputed"].required = False  # of a joint one it is the other's
        if running:
            self.offer("joint", choices_with_empty(running))
        else:
            del self.fields["joint"]
        self.offer("party", choices_with_empty(parties))


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
