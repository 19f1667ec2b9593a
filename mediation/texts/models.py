"""Agreements, undisputed facts, and the signatures under them. Only mediation.texts.actions writes them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.cases.events import Channel
from common.cases.rules import signed_words
from common.cases.states import SignsAs
from common.fields import EncryptedJSONField, EncryptedTextField, choices_of
from common.law.mediability import Subject
from mediation.course.models import Mediation
from mediation.roster.models import Mediator
from mediation.texts.states import AgreementState, Outcome, PaperRefusal, PointsState


class Agreement(models.Model):
    """What was agreed. Its text is frozen (`digest`) when it goes out to be signed; a change makes a new one."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=choices_of(AgreementState), default=AgreementState.DRAFT)
    facts = EncryptedTextField("纠纷的主要事实、争议事项")
    costs = EncryptedTextField("费用负担", max_length=200, blank=True, default="")
    claims = models.ManyToManyField("cases.Claim", blank=True, related_name="+")
    claim_ways = models.JSONField("各项请求怎样解决", default=dict, blank=True)  # claim's pk -> ClaimWay
    difference = EncryptedTextField("付款总额与请求不同的，怎样处理", blank=True, default="")
    paper = EncryptedTextField("送签的全文", blank=True, default="")  # HTML: what is read, signed and printed
    parties = models.ManyToManyField("cases.Party", related_name="+")
    subject = models.CharField("协议处分的内容", max_length=20, choices=choices_of(Subject), blank=True, default="")
    whole = models.BooleanField("全部争议已经解决", default=False)  # with the other effective ones together
    drafted_on = models.DateField()
    digest = models.CharField(max_length=64, blank=True, default="")
    fell_on = models.DateField("随调解终结作废之日", null=True, blank=True)  # only while it was out to be signed
    # The parties' signatures make it effective (在线调解19): whether the mediator's is waited for any more.
    hand_waived_on = models.DateField("不再等待调解员签名之日", null=True, blank=True)
    hand_words = EncryptedTextField("没有调解员签名的原因", blank=True, default="")
    effective_on = models.DateField("生效日", null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=choices_of(Outcome), default=Outcome.NONE)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_by = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="+")
    paper_sought_on = models.DateField(null=True, blank=True)
    paper_judge = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    paper_made_on = models.DateField("调解书制作日", null=True, blank=True)
    paper_facts = EncryptedTextField("调解书认定的事实", blank=True, default="")
    # Who bears the fee: party and fen (none: all of it), and, said by the books, the fee with each share.
    paper_bears = models.JSONField("受理费由谁负担", default=list, blank=True)
    paper_fee = models.JSONField("调解书写的受理费", default=dict, blank=True)
    paper_effective_on = models.DateField("调解书生效日", null=True, blank=True)
    refusal = models.CharField(
        "不制作调解书的情形", max_length=20, choices=choices_of(PaperRefusal), blank=True, default=""
    )
    refusal_words = EncryptedTextField("不制作调解书的理由", blank=True, default="")

    class Meta:
        verbose_name = "调解协议"
        ordering = ["-number"]
        indexes = [
            models.Index(
                fields=["paper_sought_on", "id"], condition=Q(outcome="paper_sought"), name="agreement_papers_sought"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="agreement_number_once"),
            models.UniqueConstraint(
                fields=["mediation"],
                condition=Q(state__in=["draft", "signing"]),
                name="agreement_one_open",
                violation_error_message="已有一份协议正在拟定或签名。",
            ),
            models.CheckConstraint(
                condition=Q(state="effective", effective_on__isnull=False)
                | ~Q(state="effective") & Q(effective_on__isnull=True, outcome="none"),
                name="agreement_effective_has_day",
                violation_error_message="生效的协议应当有生效日；没有生效的不能有后续结果。",
            ),
            models.CheckConstraint(
                condition=Q(state="abandoned") | Q(fell_on__isnull=True),
                name="agreement_fell_abandoned",
                violation_error_message="没有作废的协议不能有作废的日期。",
            ),
            models.CheckConstraint(
                condition=Q(state="effective") | Q(hand_waived_on__isnull=True),
                name="agreement_hand_waived_effective",
                violation_error_message="各方都签名以后，才谈得上不等调解员签名。",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(digest=""),
                name="agreement_frozen",
                violation_error_message="送签的协议文本应当固定。",
            ),
        ]

    def __str__(self) -> str:
        return f"调解协议 {self.number}"

    @property
    def state_label(self) -> str:
        return AgreementState(self.state).label

    @property
    def mark(self) -> str:
        """What the page, the code's message and the paper show of the digest: that they are of one text."""
        return self.digest[:8].upper()

    @property
    def outcome_label(self) -> str:
        return Outcome(self.outcome).label


class AgreementItem(models.Model):
    """One term: who does what until when; money in fen."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    text = EncryptedTextField()
    debtor = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="+")
    creditor = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.BigIntegerField("金额（分）", null=True, blank=True)
    due_on = models.DateField("履行期限", null=True, blank=True)
    kept_on = models.DateField("收款人登记收到之日", null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "order"], name="item_place_once"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True)
                | Q(amount__gt=0, debtor__isnull=False, creditor__isnull=False, due_on__isnull=False),
                name="item_money_is_clear",
                violation_error_message="有金额的，应当写明谁付给谁、何时付。",
            ),
            models.CheckConstraint(
                condition=Q(kept_on__isnull=True) | Q(amount__isnull=False),
                name="item_kept_is_money",
                violation_error_message="只有付款才登记收到。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}#{self.order}"


class SettledPoints(models.Model):
    """无争议事实 and 争议焦点, signed by the parties; with the addresses all that goes on (在线调解18, 22)."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="points")
    state = models.CharField(max_length=16, choices=choices_of(PointsState), default=PointsState.DRAFT)
    facts = EncryptedJSONField(default=list)
    issues = EncryptedJSONField(default=list)
    parties = models.ManyToManyField("cases.Party", related_name="+")
    drafted_on = models.DateField()
    digest = models.CharField(max_length=64, blank=True, default="")
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "无争议事实记载"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mediation"],
                condition=Q(state__in=["draft", "signing"]),
                name="points_one_open",
                violation_error_message="已有一份无争议事实记载正在拟定或签名。",
            ),
            models.CheckConstraint(
                condition=Q(state="signed", signed_on__isnull=False) | ~Q(state="signed") & Q(signed_on__isnull=True),
                name="points_signed_has_day",
                violation_error_message="已签名的记载应当有日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"无争议事实 {self.mediation_id}"

    @property
    def mark(self) -> str:
        return self.digest[:8].upper()

    @property
    def state_label(self) -> str:
        return PointsState(self.state).label


class Objection(models.Model):
    """A party does not agree to a text that is out to be signed, and says why; for the mediator alone (在线调解18)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="objections")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="+")
    user = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    words = EncryptedTextField("不同意的原因")
    on = models.DateField()

    class Meta:
        verbose_name = "对协议文本的意见"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.party_id}"


class Signature(models.Model):
    """Somebody signed one text. `digest` is the text's as it was; at the counter a clerk is the witness."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="signatures")
    points = models.ForeignKey(SettledPoints, models.PROTECT, null=True, blank=True, related_name="signatures")
    party = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="+")
    mediator = models.ForeignKey(Mediator, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    # Taken from the account or the file, never as it was typed.
    name = models.CharField("签名人", max_length=120)
    signs_as = models.CharField("签名身份", max_length=24, choices=choices_of(SignsAs))
    image = EncryptedTextField("手写签名", blank=True, default="")  # base64 PNG
    code_checked = models.BooleanField("已验证短信码", default=False)
    scan = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    witness = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=16, choices=choices_of(Channel))
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    on = models.DateField()

    class Meta:
        verbose_name = "签名"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, points__isnull=True)
                | Q(agreement__isnull=True, points__isnull=False),
                name="signature_one_text",
            ),
            models.CheckConstraint(
                condition=Q(party__isnull=False, mediator__isnull=True) | Q(party__isnull=True, mediator__isnull=False),
                name="signature_one_signer",
            ),
            models.CheckConstraint(
                condition=Q(mediator__isnull=False, signs_as=SignsAs.MEDIATOR)
                | Q(mediator__isnull=True) & ~Q(signs_as=SignsAs.MEDIATOR),
                name="signature_capacity",
                violation_error_message="签名身份与签名人不一致。",
            ),
            models.CheckConstraint(
                condition=Q(code_checked=True) | Q(witness__isnull=False),
                name="signature_is_proved",
                violation_error_message="签名应当经短信码验证，或者在工作人员面前签署。",
            ),
            models.UniqueConstraint(fields=["agreement", "party"], name="agreement_signed_once"),
            models.UniqueConstraint(fields=["agreement", "mediator"], name="agreement_mediator_signed_once"),
            models.UniqueConstraint(fields=["points", "party"], name="points_signed_once"),
            models.UniqueConstraint(fields=["points", "mediator"], name="points_mediator_signed_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> str:
        """As papers show it: by whom, and for whom where it is not the party itself."""
        return signed_words(self.name, self.signs_as, self.party.name if self.party is not None else "")


class SignCode(models.Model):
    """The code sent to a signer's phone for one text: an HMAC, good for ten minutes and five tries."""

    user = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    text = models.CharField(max_length=40)  # agreement:12 or points:3
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "text"], name="sign_code_once")]

    def __str__(self) -> str:
        return self.text
