"""The course of one mediation: who agreed, who mediates, how long, why it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.cases.events import Channel
from common.fields import EncryptedTextField, choices_of
from common.law.regimes import Route
from mediation.course.states import (
    Chooser,
    ConsentState,
    EndReason,
    ExtensionState,
    MediationState,
    PartyReasonCode,
    ProposalState,
    RefusalReason,
)
from mediation.roster.models import Mediator

_OVER = [MediationState.AGREED.value, MediationState.ENDED.value]


class Mediation(models.Model):
    """One attempt to settle a case. A case may see a second one (民诉法206), never two at once."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="mediations")
    route = models.CharField("路线", max_length=4, choices=choices_of(Route))
    state = models.CharField("状态", max_length=16, choices=choices_of(MediationState), default=MediationState.ASKING)
    mediator = models.ForeignKey(Mediator, models.PROTECT, null=True, blank=True, related_name="mediations")
    opened_on = models.DateField("开始征询日")
    choosing_since = models.DateField("可选调解员之日", null=True, blank=True)
    accepted_on = models.DateField("调解员接受之日", null=True, blank=True)
    term = models.CharField("期限", max_length=48, blank=True, default="")
    due = models.DateField("届满日", null=True, blank=True)  # as the deadline says; kept here for lists by due day
    replaced = models.BooleanField("已更换过调解员", default=False)
    ended_on = models.DateField("终结日", null=True, blank=True)
    end_reason = models.CharField("终结原因", max_length=20, choices=choices_of(EndReason), blank=True, default="")
    stopped_by = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="+")
    summary = EncryptedTextField("调解基本情况", blank=True, default="")
    costly = EncryptedTextField("导致其他当事人诉讼成本增加的行为", blank=True, default="")
    hints = EncryptedTextField("需要向法院提示的其他情况", blank=True, default="")
    reported = models.BooleanField("已写终结报告", default=False)

    class Meta:
        verbose_name = "调解"
        verbose_name_plural = "调解"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["mediator", "due", "id"], name="mediation_desk"),
            models.Index(fields=["state", "opened_on", "id"], name="mediation_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(state__in=_OVER),
                name="mediation_open_once",
                violation_error_message="本案已有正在进行的调解。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OVER, ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(state__in=_OVER) & Q(ended_on__isnull=True, end_reason=""),
                name="mediation_over_says_why",
                violation_error_message="已终结的调解应当写明日期和原因，未终结的不能有。",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(mediator__isnull=False, accepted_on__isnull=False),
                name="mediation_running_has_mediator",
                violation_error_message="调解中应当有已接受的调解员。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state_label}"

    @property
    def subject(self) -> str:
        """What its terms are terms of."""
        return f"mediation:{self.pk}"

    @property
    def state_label(self) -> str:
        return MediationState(self.state).label

    @property
    def is_open(self) -> bool:
        return self.state not in _OVER


class Consent(models.Model):
    """One party's answer. `nominee` is whom they name; `leaves_to_court` that the court may appoint (在线调解10)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="consents")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="mediation_consents")
    state = models.CharField(max_length=16, choices=choices_of(ConsentState), default=ConsentState.ASKED)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    channel = models.CharField(max_length=16, choices=choices_of(Channel), blank=True, default="")
    recorded_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    leaves_to_court = models.BooleanField(default=True)
    nominee = models.ForeignKey(Mediator, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "调解意愿"
        ordering = ["party__side", "party__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "party"], name="consent_once"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_on__isnull=True) | ~Q(state="asked") & Q(answered_on__isnull=False),
                name="consent_answer_has_day",
                violation_error_message="已答复的应当有答复日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.state}"

    @property
    def state_label(self) -> str:
        return ConsentState(self.state).label


class Proposal(models.Model):
    """A mediator asked to take the case. `why` keeps the reasons of the proposal as they were."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="proposals")
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="proposals")
    chooser = models.CharField(max_length=16, choices=choices_of(Chooser))
    why = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=16, choices=choices_of(ProposalState), default=ProposalState.PROPOSED)
    proposed_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=choices_of(RefusalReason), blank=True, default="")
    reason_text = EncryptedTextField(max_length=300, blank=True, default="")
    disclosure = EncryptedTextField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "调解员提名"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation"],
                condition=Q(state__in=["proposed", "disclosed", "accepted"]),
                name="proposal_one_open",
                violation_error_message="已有一名调解员待答复或已接受。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mediator_id} {self.state}"

    @property
    def state_label(self) -> str:
        return ProposalState(self.state).label


class ProposalAnswer(models.Model):
    """A party's answer to what the mediator disclosed (在线调解13)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="answers")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "party"], name="proposal_answer_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.party_id} {self.agrees}"


class Extension(models.Model):
    """A longer period, asked for by somebody and granted by everybody (在线调解24)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField("天数")
    asked_on = models.DateField()
    asked_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=16, choices=choices_of(ExtensionState), default=ExtensionState.ASKED)
    decided_on = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "延长调解期限"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation"],
                condition=Q(state="asked"),
                name="extension_one_open",
                violation_error_message="已有一项延长正在征求意见。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mediation_id} +{self.days}"

    @property
    def state_label(self) -> str:
        return ExtensionState(self.state).label


class ExtensionAnswer(models.Model):
    extension = models.ForeignKey(Extension, models.PROTECT, related_name="answers")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    channel = models.CharField(max_length=16, choices=choices_of(Channel))
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["extension", "party"], name="extension_answer_once")]

    def __str__(self) -> str:
        return f"{self.extension_id} {self.party_id} {self.agrees}"


class PrivateNote(models.Model):
    """The mediator's own: never shown to a party, a judge or anybody else, and never handed over (在线调解18)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="notes")
    author = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    on = models.DateField()
    text = EncryptedTextField()

    class Meta:
        verbose_name = "调解员私记"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.on}"


class PartyReason(models.Model):
    """Why it did not work, party by party (在线调解21)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="reasons")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, choices=choices_of(PartyReasonCode))
    text = EncryptedTextField(blank=True, default="")

    class Meta:
        verbose_name = "未达成协议的原因"
        ordering = ["party__side", "party__order", "id"]
        constraints = [models.UniqueConstraint(fields=["mediation", "party"], name="party_reason_once")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.code}"

    @property
    def code_label(self) -> str:
        return PartyReasonCode(self.code).label
