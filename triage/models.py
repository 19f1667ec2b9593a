"""Rule sets, decisions, teams, assignments, rulings and closings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from common.fields import choices_of
from common.law.procedures import Procedure, Track
from triage.states import (
    ClosingWay,
    DecisionState,
    DropReason,
    ExtensionState,
    HearingMode,
    ObjectionOutcome,
    OverruleReason,
    Round,
    RulingKind,
    RulingState,
    TeamKind,
)


class RuleSet(models.Model):
    """One version of the complexity rules (实施意见 item 10). In force from `since` until the next adopted one begins.

    `rules` is the ordered list that triage.rules.read_rules reads; without `adopted_on` it is a draft to try out.
    """

    version = models.CharField("版本", max_length=20, unique=True)
    since = models.DateField("自何日起")
    rules = models.JSONField("规则")
    note = models.CharField("说明", max_length=300, blank=True, default="")
    adopted_by = models.CharField("批准人", max_length=60, blank=True, default="")
    adopted_on = models.DateField("批准日期", null=True, blank=True)

    class Meta:
        verbose_name = "繁简分流规则"
        verbose_name_plural = "繁简分流规则"
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | ~Q(adopted_by=""),
                name="rules_adopted_by_somebody",
                violation_error_message="批准的规则应写明批准人。",
            ),
            models.UniqueConstraint(
                fields=["since"],
                condition=Q(adopted_on__isnull=False),
                name="rules_one_a_day",
                violation_error_message="同一天只能有一套规则开始施行。",
            ),
        ]

    def __str__(self) -> str:
        return self.version


class Decision(models.Model):
    """What the rules proposed and what was decided, with the facts as they were.

    `facts` are all of triage.rules.FACTS (true/false); `findings` the grounds in words with full citations.
    `version` grows with every change of the facts: a second tab finds out that somebody was faster.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="decisions")
    round = models.CharField("阶段", max_length=12, choices=choices_of(Round))
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, blank=True, related_name="decisions")
    rule = models.CharField("适用规则", max_length=40, blank=True, default="")
    facts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True, default="")
    confirmed_law = models.BooleanField(default=True)
    mediable = models.CharField(max_length=12, blank=True, default="")
    proposed_procedure = models.CharField("建议程序", max_length=16, choices=choices_of(Procedure))
    proposed_track = models.CharField("建议轨道", max_length=16, choices=choices_of(Track))
    procedure = models.CharField("程序", max_length=16, choices=choices_of(Procedure), blank=True, default="")
    track = models.CharField("轨道", max_length=16, choices=choices_of(Track), blank=True, default="")
    state = models.CharField("状态", max_length=12, choices=choices_of(DecisionState))
    reason = models.CharField("改定理由", max_length=20, choices=choices_of(OverruleReason), blank=True, default="")
    reason_words = models.CharField("说明", max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_on = models.DateField("提出日期")
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("决定日期", null=True, blank=True)

    class Meta:
        verbose_name = "分流决定"
        verbose_name_plural = "分流决定"
        indexes = [
            models.Index(fields=["proposed_on", "id"], condition=Q(state="proposed"), name="decision_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="proposed"),
                name="decision_one_proposal",
                violation_error_message="该案已有一份待确认的分流建议。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "overruled"])
                | (~Q(procedure="") & ~Q(track="") & Q(decided_on__isnull=False)),
                name="decision_decided_is_whole",
                violation_error_message="已作出的分流决定应写明程序、轨道和日期。",
            ),
            models.CheckConstraint(
                condition=~Q(state="overruled") | ~Q(reason=""),
                name="decision_overruled_has_reason",
                violation_error_message="改定时应选择理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round} {self.state}"


class Team(models.Model):
    """法官 + 法官助理 + 书记员 + 调解员 (实施意见 item 9). Only the judge is indispensable."""

    court = models.ForeignKey("courts.Court", models.PROTECT, related_name="teams", verbose_name="法院")
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("类别", max_length=8, choices=choices_of(TeamKind))
    judge = models.ForeignKey("people.User", models.PROTECT, related_name="teams_led", verbose_name="法官")
    assistant = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="法官助理"
    )
    court_clerk = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="书记员"
    )
    mediator = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="调解员"
    )
    since = models.DateField("自何日起")
    until = models.DateField("至何日止（含）", null=True, blank=True)

    class Meta:
        verbose_name = "审判团队"
        verbose_name_plural = "审判团队"
        ordering = ["court__order", "kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "name"], name="team_name", violation_error_message="该法院已有同名团队。"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="team_term",
                violation_error_message="截止日期不能早于起始日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def people(self) -> frozenset[int]:
        members = (self.judge_id, self.assistant_id, self.court_clerk_id, self.mediator_id)
        return frozenset(member for member in members if member is not None)


class Assignment(models.Model):
    """A team has a case from `since` until it is closed or handed over. `weight` counts while it is open."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="assignments")
    team = models.ForeignKey(Team, models.PROTECT, related_name="assignments")
    judge = models.ForeignKey("people.User", models.PROTECT, related_name="assignments")
    weight = models.PositiveSmallIntegerField("权重")
    since = models.DateField("分案日期")
    until = models.DateField("结束日期", null=True, blank=True)
    why = models.CharField("依据", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "分案"
        verbose_name_plural = "分案"
        indexes = [
            models.Index(fields=["team", "weight"], condition=Q(until__isnull=True), name="assignment_load"),
            models.Index(fields=["judge", "id"], condition=Q(until__isnull=True), name="assignment_judge"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(until__isnull=True),
                name="assignment_one_open",
                violation_error_message="该案已经分案。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.team_id}"


class Recusal(models.Model):
    """Somebody of a team stands aside in a case (民诉法47-49); the case goes to others."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="recusals")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    ground = models.CharField("事由", max_length=200)
    on = models.DateField()

    class Meta:
        verbose_name = "回避"
        verbose_name_plural = "回避"
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"


class Ruling(models.Model):
    """A ruling laid before a judge. A draft decides nothing; only the signature does (民诉法157)."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="rulings")
    kind = models.CharField("种类", max_length=20, choices=choices_of(RulingKind))
    state = models.CharField("状态", max_length=8, choices=choices_of(RulingState), default=RulingState.DRAFT)
    judge = models.ForeignKey("people.User", models.PROTECT, related_name="rulings")
    facts = models.JSONField("所依据的事实", default=dict)  # plain values the paper prints
    articles = models.JSONField("依据", default=list)  # full citations
    drafted_on = models.DateField("拟稿日期")
    signed_on = models.DateField("签发日期", null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    reason = models.CharField("不予签发的理由", max_length=16, choices=choices_of(DropReason), blank=True, default="")
    reason_words = models.CharField(max_length=300, blank=True, default="")
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
    ground = models.CharField("理由", max_length=500)
    outcome = models.CharField("处理", max_length=10, choices=choices_of(ObjectionOutcome), default="open")
    made_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField("审查意见", max_length=500, blank=True, default="")  # goes into the record when oral

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
    note = models.CharField("说明", max_length=200, blank=True, default="")
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


class TermExtension(models.Model):
    """A judge's request for a longer trial term and what became of it. One at a time is open."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="term_extensions")
    term = models.CharField(max_length=48)  # key of the extension in common.law.terms
    months = models.PositiveSmallIntegerField("月数")
    reason = models.CharField("理由", max_length=500)
    old_due = models.DateField("原届满日")
    asked_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    asked_on = models.DateField()
    state = models.CharField("状态", max_length=10, choices=choices_of(ExtensionState), default=ExtensionState.ASKED)
    endorsed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    endorsed_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    words = models.CharField("审批意见", max_length=300, blank=True, default="")
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
    undone_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "结案"
        verbose_name_plural = "结案"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(undone_on__isnull=True),
                name="closing_once",
                violation_error_message="该案已经结案。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.way}"

    @property
    def way_label(self) -> str:
        return ClosingWay(self.way).label
