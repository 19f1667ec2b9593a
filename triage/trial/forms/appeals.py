"""What is asked of an appeal: who appeals, what is done of it, and what the court above decided."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from common.cases.forms import BearsForm
from common.fields import choices_of
from common.web.fields import ChoiceRadios, DateField, LongText, MoneyField, choices_with_empty
from common.web.forms import CourtForm
from triage.trial.states import AppealResult, ClosingWay, StrikeReason


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
