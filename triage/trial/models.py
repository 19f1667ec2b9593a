"""Rulings, objections, hearings, longer terms and closings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import EncryptedJSONField, EncryptedTextField, choices_of
from triage.trial.states import (
    AnswerChoice,
    AppealResult,
    ChangedWhen,
    ClosingWay,
    DropReason,
    ExtensionState,
    HearingMode,
    ObjectionOutcome,
    RulingKind,
    RulingState,
    SaidHow,
)


class Ruling(models.Model):
    """A ruling laid before a judge. A draft decides nothing; only the signature does (民诉法157)."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="rulings")
    kind = models.CharField("种类", max_length=20, choices=choices_of(RulingKind))
    state = models.CharField("状态", max_length=8, choices=choices_of(RulingState), default=RulingState.DRAFT)
    judge = models.ForeignKey("people.User", models.PROTECT, related_name="rulings")
    proposed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出人"
    )
    facts = EncryptedJSONField("所依据的事实", default=dict)  # plain values the paper prints
    articles = models.JSONField("依据", default=list)  # full citations
    drafted_on = models.DateField("拟稿日期")
    signed_on = models.DateField("签发日期", null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    reason = models.CharField("不予签发的理由", max_length=16, choices=choices_of(DropReason), blank=True, default="")
    reason_words = EncryptedTextField(max_length=300, blank=True, default="")
    ended_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "裁定"
        verbose_name_plural = "裁定"
        indexes = [
            models.Index(fields=["judge", "drafted_on", "id"], condition=Q(state="draft"), name="ruling_to_sign"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(state="draft"),
                name="ruling_one_draft",
                violation_error_message="该案已有一份同类的待签裁定。",
            ),
            models.CheckConstraint(
                condition=Q(state="signed", signed_on__isnull=False) | (~Q(state="signed") & Q(signed_on__isnull=True)),
                name="ruling_signed_has_day",
                violation_error_message="已签发的裁定应有签发日期。",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""),
                name="ruling_dropped_has_reason",
                violation_error_message="不予签发应写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.state}"

    @property
    def kind_label(self) -> str:
        return RulingKind(self.kind).label


class SmallClaimsObjection(models.Model):
    """A party objects to small claims before the hearing; the judge examines it (民诉法169第2款; 解释279)."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="objections")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    ground = EncryptedTextField("理由", max_length=500)
    outcome = models.CharField("处理", max_length=10, choices=choices_of(ObjectionOutcome), default="open")
    made_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    words = EncryptedTextField("审查意见", max_length=500, blank=True, default="")  # goes into the record when oral

    class Meta:
        verbose_name = "小额诉讼异议"
        verbose_name_plural = "小额诉讼异议"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "party"],
                name="objection_once",
                violation_error_message="您已经提出过异议。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"


class Hearing(models.Model):
    """A hearing that was held, written down by the judge or the court clerk (民诉法150)."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="hearings")
    on = models.DateField("开庭日期")
    mode = models.CharField("方式", max_length=16, choices=choices_of(HearingMode))
    # Who came: of each party {"party": key, "itself": bool, "agents": [[key, bool], …]}; empty: nobody wrote it down.
    attendance = models.JSONField("到庭情况", default=list, blank=True)
    note = EncryptedTextField("说明", max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField()

    class Meta:
        verbose_name = "开庭"
        verbose_name_plural = "开庭"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "on"], name="hearing_once_a_day", violation_error_message="这一天的开庭已经登记。"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"


class FixedHearing(models.Model):
    """A hearing to come: when, where and how, as everybody is called to it (民诉法139). `off_on`: on which day another
    took its place, or the case ended."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="fixed_hearings")
    at = models.DateTimeField("开庭时间")
    place = models.CharField("开庭地点", max_length=80)
    mode = models.CharField("方式", max_length=16, choices=choices_of(HearingMode))
    fixed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    fixed_on = models.DateField()
    off_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "开庭安排"
        verbose_name_plural = "开庭安排"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "at"],
                condition=Q(off_on=None),
                name="hearing_fixed_once",
                violation_error_message="这个时间的开庭已经定了。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"


class AnswerTerm(models.Model):
    """What a party said of the time to answer, written down by the bench: who said it, when and how (解释266, 275).

    Waived by all parties of both sides, a hearing and a judgment in that procedure need not wait for it. An agreed
    last day is the term
    of that respondent; the deadline itself is replaced when it is written down.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="answer_terms")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="answer_terms")
    choice = models.CharField("意思", max_length=8, choices=choices_of(AnswerChoice))
    procedure = models.CharField("当时的程序", max_length=16, blank=True, default="")
    how = models.CharField("怎么表示的", max_length=10, choices=choices_of(SaidHow))
    on = models.DateField("表示的日期")
    last = models.DateField("约定的最后一天", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True, default="")
    recorded_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField()

    class Meta:
        verbose_name = "答辩期的约定"
        verbose_name_plural = "答辩期的约定"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "procedure"],
                condition=Q(choice="waived"),
                name="answer_term_waived_once",
                violation_error_message="已经登记过这位当事人不需要答辩期。",
            ),
            models.CheckConstraint(
                condition=Q(choice="waived", last=None) | Q(choice="agreed", last__isnull=False),
                name="answer_term_agreed_has_day",
                violation_error_message="约定答辩期的，应当写明最后一天。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.choice}"


class ClaimChange(models.Model):
    """A claimant changed its claims in the trial: what was asked for before and after, `amount` and `claims` (words and
    fen), and at which point, which bears on the fee (民诉法54; 办法21, 35)."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="claim_changes")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    on = models.DateField("提出的日期")
    when = models.CharField("什么时候提出", max_length=12, choices=choices_of(ChangedWhen))
    before = EncryptedJSONField("变更前")
    after = EncryptedJSONField("变更后")
    signer = models.CharField("谁提出的", max_length=200, blank=True, default="")  # by which power: 民诉法62第2款
    recorded_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField()

    class Meta:
        verbose_name = "变更诉讼请求"
        verbose_name_plural = "变更诉讼请求"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"


class TermExtension(models.Model):
    """A judge's request for a longer trial term and what became of it. One at a time is open."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="term_extensions")
    term = models.CharField(max_length=48)  # key of the extension in common.law.terms
    months = models.PositiveSmallIntegerField("月数")
    reason = EncryptedTextField("理由", max_length=500)
    old_due = models.DateField("原届满日")
    asked_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField()
    state = models.CharField("状态", max_length=10, choices=choices_of(ExtensionState), default=ExtensionState.ASKED)
    endorsed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    endorsed_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    words = EncryptedTextField("审批意见", max_length=300, blank=True, default="")
    due = models.DateField("延长后届满日", null=True, blank=True)

    class Meta:
        verbose_name = "审限延长"
        verbose_name_plural = "审限延长"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["asked", "endorsed"]),
                name="term_extension_one_open",
                violation_error_message="该案已有一项审限延长正在审批。",
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(due__isnull=False, decided_on__isnull=False),
                name="term_extension_granted_has_day",
                violation_error_message="批准的延长应有届满日。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"


class Closing(models.Model):
    """结案 with its way. A case that is reopened (民诉法102) leaves its closing behind, marked undone."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="closings")
    way = models.CharField("结案方式", max_length=20, choices=choices_of(ClosingWay))
    procedure = models.CharField("程序", max_length=16, blank=True, default="")
    track = models.CharField("轨道", max_length=16, blank=True, default="")
    judge = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField("结案日期")
    unheard = EncryptedTextField("没有开庭的理由", max_length=300, blank=True, default="")  # how all were heard instead
    undone_on = models.DateField(null=True, blank=True)
    appealed_on = models.DateField("上诉日期", null=True, blank=True)
    appealed_by = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="+")
    appeal_result = models.CharField(
        "二审结果", max_length=10, choices=choices_of(AppealResult), blank=True, default=""
    )
    appeal_ended_on = models.DateField("二审结果生效的日期", null=True, blank=True)
    anew_number = models.CharField("重审的案号", max_length=60, blank=True, default="")  # of what was sent back
    anew_on = models.DateField("重审登记的日期", null=True, blank=True)

    class Meta:
        verbose_name = "结案"
        verbose_name_plural = "结案"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(undone_on__isnull=True),
                name="closing_once",
                violation_error_message="该案已经结案。",
            ),
            models.CheckConstraint(
                condition=Q(appeal_result="", appeal_ended_on__isnull=True)
                | (~Q(appeal_result="") & Q(appeal_ended_on__isnull=False, appealed_on__isnull=False)),
                name="closing_appeal_ended_has_day",
                violation_error_message="二审结果应写明生效的日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.way}"

    @property
    def way_label(self) -> str:
        return ClosingWay(self.way).label


class AppealOutcome(models.Model):
    """A paper of the court above that ended one appeal or all of them: the newest one that stands ended the second
    instance. One written down by mistake is taken back and stays, with the reason."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="outcomes")
    result = models.CharField("二审结果", max_length=10, choices=choices_of(AppealResult))
    court = models.CharField("二审法院", max_length=60)
    number = models.CharField("二审案号", max_length=60)
    made_on = models.DateField("二审文书写的日期")
    on = models.DateField("送达各方的日期")
    recorded_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField()
    undone_on = models.DateField(null=True, blank=True)
    why = EncryptedTextField("更正的理由", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "二审结果"
        verbose_name_plural = "二审结果"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_on__isnull=True) | ~Q(why=""),
                name="appeal_outcome_undone_has_reason",
                violation_error_message="更正二审结果应写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closing_id} {self.result}"

    @property
    def label(self) -> str:
        return AppealResult(self.result).label

    @property
    def paper(self) -> str:
        return AppealResult(self.result).paper(self.closing.way)


class Appeal(models.Model):
    """One party's appeal against what ended the case; the first of them is named in the closing itself. Each prepays
    for what it disputes, in fen (解释202; 办法17, 22), and ends by itself. `signer`: who signed it, in words, by which
    power (民诉法62第2款)."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="appeals")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    on = models.DateField("上诉日期")
    disputed = models.BigIntegerField("不服一审判决部分的金额（分）", null=True, blank=True)
    signer = models.CharField("谁签的名", max_length=200, blank=True, default="")
    outcome = models.ForeignKey(AppealOutcome, models.PROTECT, null=True, blank=True, related_name="appeals")

    class Meta:
        verbose_name = "上诉"
        verbose_name_plural = "上诉"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["closing", "party"], name="appeal_once", violation_error_message="这位当事人的上诉已经登记。"
            ),
            models.CheckConstraint(condition=Q(disputed__isnull=True) | Q(disputed__gte=0), name="appeal_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.closing_id} {self.party_id}"

    @property
    def subject(self) -> str:
        return f"appeal:{self.pk}"

    @property
    def left(self) -> bool:
        """It was taken back, or taken for taken back: its party appeals no more (民诉法180; 解释318)."""
        return self.outcome is not None and AppealResult(self.outcome.result).leaves


class AppealCopy(models.Model):
    """The copy of one appeal reached one of the others, who answers within its days; the answer came, and its copy
    reached the appellant (民诉法174; 解释316)."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="copies")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    on = models.DateField("收到上诉状副本的日期")
    answered_on = models.DateField("答辩状到法院的日期", null=True, blank=True)
    passed_on = models.DateField("上诉人收到答辩状副本的日期", null=True, blank=True)

    class Meta:
        verbose_name = "上诉状副本"
        verbose_name_plural = "上诉状副本"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "party"],
                name="appeal_copy_once",
                violation_error_message="这位当事人收到副本的日期已经登记。",
            ),
            models.CheckConstraint(
                condition=Q(passed_on__isnull=True) | Q(answered_on__isnull=False),
                name="appeal_copy_passed_answered",
                violation_error_message="先有答辩状，才有答辩状副本。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.party_id}"

    @property
    def subject(self) -> str:
        """Of its answer's terms: to which appeal, whose."""
        return f"appeal:{self.appeal_id}:party:{self.party_id}"
