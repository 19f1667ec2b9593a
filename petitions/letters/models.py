"""Petitions: what somebody complains of or suggests, who answers for it, and what the court wrote back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.fields import EncryptedTextField, choices_of
from petitions.letters.states import (
    OPEN,
    About,
    FollowUp,
    Form,
    Level,
    Limb,
    Outcome,
    PetitionState,
    Procedural,
    ProlongingState,
    ReplyKind,
    RouteReason,
    Scope,
)


class Petition(models.Model):
    """One petition. Its people, number, deadlines and papers are those of its case.

    `due_on` is the day the next answer is due; it orders the work list and is kept by the actions. `round` counts the
    reopenings. `version` grows with every act, so that the second of two officers learns that something changed.
    `limb` is of what kind it is as sorted last (who sorted it, `Sorting` says). One that asks for a review stands at
    the higher court and `reviews` the one below; `final_on` is set on the whole chain at its re-examination (36).
    `sent_on`: the day a review was posted or handed in on paper, by which its term is kept.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="petition")
    form = models.CharField("形式", max_length=16, choices=choices_of(Form))
    about = models.CharField("反映事项", max_length=16, choices=choices_of(About))
    limb = models.CharField("事项分类", max_length=16, choices=choices_of(Limb))
    level = models.CharField("环节", max_length=16, choices=choices_of(Level), default=Level.FIRST)
    reviews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reviewed_in")
    final_on = models.DateField("复核日", null=True, blank=True)
    content = EncryptedTextField("情况和理由")
    demand = EncryptedTextField("请求")
    concerned_number = models.CharField("所涉案号", max_length=60, blank=True, default="")
    anonymous = models.BooleanField("匿名", default=False)
    people = models.PositiveSmallIntegerField("共同信访人数", default=1)
    representatives = models.PositiveSmallIntegerField("代表人数", default=1)
    code_hash = models.CharField(max_length=64)
    state = models.CharField("状态", max_length=16, choices=choices_of(PetitionState), default=PetitionState.LODGED)
    division = models.ForeignKey("courts.Division", models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="petitions_owned")
    lodged_on = models.DateField("登记日")
    sent_on = models.DateField("交寄日", null=True, blank=True)
    due_on = models.DateField("下次答复到期日")
    acknowledged_on = models.DateField("程序性答复日", null=True, blank=True)
    answered_on = models.DateField("答复日", null=True, blank=True)
    concluded_on = models.DateField("办结日", null=True, blank=True)
    outcome = models.CharField("结果", max_length=16, choices=choices_of(Outcome), blank=True, default="")
    follow_up = models.CharField("回访", max_length=16, choices=choices_of(FollowUp), blank=True, default="")
    follow_up_words = EncryptedTextField("回访记录", max_length=500, blank=True, default="")
    round = models.PositiveSmallIntegerField("第几次办理", default=1)
    once = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "信访"
        verbose_name_plural = "信访"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(state__in=[s.value for s in OPEN]), name="petition_due"),
            models.Index(fields=["owner", "due_on", "id"], name="petition_owner_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PetitionState.LODGED.value) | Q(owner__isnull=False),
                name="petition_in_hand_has_owner",
                violation_error_message="已转办的信访必须有承办人。",
            ),
            models.CheckConstraint(
                condition=Q(representatives__gte=1, representatives__lte=5, people__gte=models.F("representatives")),
                name="petition_five_representatives",
                violation_error_message="代表人数不得超过 5 人，也不能多于信访人数。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "concluded"])
                | Q(answered_on__isnull=False) & ~Q(outcome="") & Q(acknowledged_on__isnull=False),
                name="petition_answered_has_outcome",
                violation_error_message="已答复的信访必须有答复日和结果。",
            ),
            models.CheckConstraint(
                condition=Q(state="concluded", concluded_on__isnull=False)
                | ~Q(state="concluded") & Q(concluded_on__isnull=True),
                name="petition_concluded_has_day",
                violation_error_message="已办结的信访必须有办结日。",
            ),
            models.CheckConstraint(
                condition=Q(level=Level.FIRST.value, reviews__isnull=True)
                | ~Q(level=Level.FIRST.value) & Q(reviews__isnull=False, limb=Limb.OPINION.value),
                name="petition_reviews_an_opinion",
                violation_error_message="复查、复核必须对应原来的信访处理意见。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.lodged_on}"


class Routing(models.Model):
    """One handing over. The owner is the one the petitioner may hold to it (首接负责)."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="routings")
    division = models.ForeignKey("courts.Division", models.PROTECT, related_name="+")
    former = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    on = models.DateField("转办日")
    by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("原因", max_length=16, choices=choices_of(RouteReason))
    words = EncryptedTextField("说明", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "转办"
        verbose_name_plural = "转办"
        ordering = ["id"]
        indexes = [models.Index(fields=["owner", "on"], name="routing_owner_day")]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.reason}"


class Sorting(models.Model):
    """Of which kind it was said to be, and by whom (nobody: by rule, from what was ticked)."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="sortings")
    former = models.CharField("原分类", max_length=16, choices=choices_of(Limb), blank=True, default="")
    limb = models.CharField("分类", max_length=16, choices=choices_of(Limb))
    on = models.DateField("归类日")
    by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    words = EncryptedTextField("理由", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "信访归类"
        verbose_name_plural = "信访归类"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.limb}"


class Prolonging(models.Model):
    """信访条例34: an officer asks for more days, the president decides; one request at a time."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="prolongings")
    days = models.PositiveSmallIntegerField("延长天数")
    reason = EncryptedTextField("理由", max_length=300)
    asked_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    asked_on = models.DateField("申请日")
    state = models.CharField("状态", max_length=16, choices=choices_of(ProlongingState), default=ProlongingState.ASKED)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("决定日", null=True, blank=True)
    words = EncryptedTextField("意见", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "信访延期"
        verbose_name_plural = "信访延期"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["petition"],
                condition=Q(state=ProlongingState.ASKED.value),
                name="prolonging_one_asked",
                violation_error_message="已有一项延期申请正在等院长批准。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.days}"


class Reply(models.Model):
    """A letter of the court. `text` and `remedy` (what may be done against it) are frozen: what was signed is what is
    printed; paragraphs stand on lines."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="replies")
    kind = models.CharField("种类", max_length=16, choices=choices_of(ReplyKind))
    round = models.PositiveSmallIntegerField(default=1)
    code = models.CharField("内容", max_length=16, choices=[*choices_of(Procedural), *choices_of(Outcome)])
    text = EncryptedTextField("正文")
    remedy = models.TextField("救济途径", blank=True, default="")
    basis = models.JSONField("依据", default=list)
    author = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    signed_on = models.DateField("签发日")

    class Meta:
        verbose_name = "信访答复"
        verbose_name_plural = "信访答复"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "kind", "round"],
                name="reply_once",
                violation_error_message="这件信访已经作出过这种答复。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.kind}"

    @property
    def code_label(self) -> str:
        return (Procedural if self.kind == ReplyKind.PROCEDURAL else Outcome)(self.code).label

    @property
    def kind_label(self) -> str:
        return ReplyKind(self.kind).label


class Attempt(models.Model):
    """A try at a query code, or a lodging, counted by a keyed digest of the address or number; forgotten in a day.

    The cache is only a short cut over these rows: wiping it must not give a guesser new tries.
    """

    scope = models.CharField(max_length=16, choices=choices_of(Scope))
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "尝试记录"
        verbose_name_plural = "尝试记录"
        indexes = [
            models.Index(fields=["scope", "key", "at"], name="attempt_scope_key"),
            models.Index(fields=["at"], name="attempt_at"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.at}"
