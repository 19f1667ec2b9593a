"""Where people take papers, and each paper's way to each party."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.cases.events import Channel
from common.delivery.states import UNDER_WAY_OR_DONE, Asked, EChannel, Effect, Method, Scope, ServiceState
from common.fields import EncryptedTextField, choices_of, long_uid


class ServiceAddress(models.Model):
    """The data of a 送达地址确认书 (解释136-137). A new one supersedes the old; nothing is overwritten.

    Not `confirmed_at`: known to be the party's own (from a pleading's heading) but confirmed by nobody.
    """

    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="service_addresses")
    recipient_name = models.CharField("收件人", max_length=60)
    postal = EncryptedTextField("邮寄地址", blank=True, default="")
    phone = EncryptedTextField("联系电话", blank=True, default="")
    email = EncryptedTextField("电子邮箱", blank=True, default="")
    e_channel = models.CharField("电子送达方式", max_length=8, choices=choices_of(EChannel), default=EChannel.NONE)
    e_consent = models.BooleanField("同意电子送达", default=False)
    consent_scope = models.CharField("同意范围", max_length=8, choices=choices_of(Scope), default=Scope.ALL)
    given_at = models.DateTimeField("提供时间")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    confirmed_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField("确认途径", max_length=16, choices=choices_of(Channel))
    superseded_at = models.DateTimeField("被替代时间", null=True, blank=True)
    # Said by an agent who stood at the window: the clerk wrote it down, but the party itself named nobody by it.
    by_agent = models.BooleanField("代理人在窗口填写", default=False)

    class Meta:
        verbose_name = "送达地址"
        verbose_name_plural = "送达地址"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(superseded_at__isnull=True), name="service_address_one_current"
            ),
            models.CheckConstraint(
                condition=Q(e_consent=False) | ~Q(e_channel=EChannel.NONE.value),
                name="service_address_consent_has_channel",
                violation_error_message="同意电子送达的，须写明接收方式。",
            ),
        ]

    def __str__(self) -> str:
        return self.recipient_name


class Service(models.Model):
    """One paper or file on its way to one party."""

    uid = models.CharField(max_length=22, unique=True, default=long_uid, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="services")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="services")
    paper = models.ForeignKey("documents.Paper", models.PROTECT, null=True, blank=True, related_name="services")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="services")
    kind = models.CharField("文书种类", max_length=48)
    title = models.CharField("文书名称", max_length=120)
    decision = models.BooleanField("判决书、裁定书、调解书", default=False)
    method = models.CharField("方式", max_length=16, choices=choices_of(Method))
    effect = models.CharField("生效", max_length=8, choices=choices_of(Effect), blank=True, default="")
    address = models.ForeignKey(ServiceAddress, models.PROTECT, null=True, blank=True, related_name="services")
    articles = models.JSONField("依据", default=list)  # full citations of why this way
    note = models.CharField("说明", max_length=200, blank=True, default="")
    state = models.CharField("状态", max_length=8, choices=choices_of(ServiceState), default=ServiceState.PENDING)
    ordered_at = models.DateTimeField("交付送达时间")
    ordered_on = models.DateField("交付送达日")
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    dispatched_on = models.DateField("发出日", null=True, blank=True)
    sent_proof = EncryptedTextField("发出凭证", blank=True, default="")
    announced_on = models.DateField("发出公告日", null=True, blank=True)
    expires_on = models.DateField("公告期满日", null=True, blank=True)
    gist = EncryptedTextField("公告写明的内容", blank=True, default="")  # 解释139: the points, the day, the decision
    served_on = models.DateField("送达日", null=True, blank=True)
    # Not delivered: the other side is asked where the party is found (the term is a deadline), and what it said.
    asked = models.CharField("问对方的结果", max_length=8, choices=choices_of(Asked), blank=True, default="")
    found_words = EncryptedTextField("对方提供的地址、电话", blank=True, default="")
    proof = EncryptedTextField("送达凭证", blank=True, default="")
    proof_document = models.ForeignKey(
        "documents.Document", models.PROTECT, null=True, blank=True, related_name="proves_services"
    )
    recorded_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField("登记时间", null=True, blank=True)

    class Meta:
        verbose_name = "送达"
        verbose_name_plural = "送达"
        ordering = ["id"]
        indexes = [models.Index(fields=["ordered_on", "id"], condition=Q(state="pending"), name="service_pending")]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__isnull=False, document=None) | Q(paper=None, document__isnull=False),
                name="service_of_one_thing",
                violation_error_message="一次送达只送一份文书或一份材料。",
            ),
            models.UniqueConstraint(
                fields=["paper", "party"], condition=Q(state__in=UNDER_WAY_OR_DONE), name="service_paper_once"
            ),
            models.UniqueConstraint(
                fields=["document", "party"], condition=Q(state__in=UNDER_WAY_OR_DONE), name="service_document_once"
            ),
            models.CheckConstraint(
                condition=Q(state="served", served_on__isnull=False) | (~Q(state="served") & Q(served_on=None)),
                name="service_served_has_day",
                violation_error_message="已送达的须有送达日期，未送达的不能有。",
            ),
            models.CheckConstraint(
                condition=Q(announced_on=None, expires_on=None)
                | Q(method="public", announced_on__isnull=False, expires_on__isnull=False),
                name="service_announced_is_public",
                violation_error_message="只有公告送达才有公告日期。",
            ),
            models.CheckConstraint(
                condition=Q(method="electronic", effect__in=["arrival", "reading", "signing"])
                | (~Q(method="electronic") & Q(effect="")),
                name="service_effect_is_electronic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} → {self.party_id}"
