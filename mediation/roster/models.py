"""Centres and the roster. What is here is published, so that the parties can choose (在线调解规则第5条)."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from common.fields import choices_of
from mediation.roster.states import CentreKind


class Centre(models.Model):
    """A mediation centre of a court. That every court has one is a target (实施意见第5条)."""

    court = models.ForeignKey("courts.Court", models.PROTECT, related_name="centres", verbose_name="法院")
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("设立方式", max_length=20, choices=choices_of(CentreKind))
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    address = models.CharField("地址", max_length=120, blank=True, default="")
    phone = models.CharField("电话", max_length=40, blank=True, default="")

    class Meta:
        verbose_name = "调解中心"
        verbose_name_plural = "调解中心"
        ordering = ["court__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "name"], name="centre_name", violation_error_message="该法院已有同名调解中心。"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="centre_term",
                violation_error_message="撤销日期不能早于设立日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Mediator(models.Model):
    """A mediator on the roster of a centre. Not staff: sees a case only when admitted to it.

    `specialities` are area words as causes carry them (劳动争议, 婚姻家庭 …); `charges` and its words are published.
    """

    user = models.ForeignKey("people.User", models.PROTECT, related_name="mediators", verbose_name="账号")
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="mediators", verbose_name="调解中心")
    organisation = models.CharField("所属调解组织", max_length=80, blank=True, default="")
    specialities = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="擅长领域")
    townships = models.ManyToManyField("courts.Township", blank=True, related_name="+", verbose_name="服务镇街")
    charges = models.BooleanField("是否收费", default=False)
    charge_words = models.CharField("收费说明", max_length=120, blank=True, default="")
    max_load = models.PositiveSmallIntegerField("同时办理上限", default=10)
    bio = models.CharField("简介", max_length=300, blank=True, default="")
    since = models.DateField("入册日期")
    until = models.DateField("出册日期", null=True, blank=True)

    class Meta:
        verbose_name = "调解员"
        verbose_name_plural = "调解员名册"
        ordering = ["centre_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "centre"], name="mediator_once", violation_error_message="该调解员已在本中心名册。"
            ),
            models.CheckConstraint(
                condition=Q(max_load__gte=1), name="mediator_load", violation_error_message="同时办理上限至少为 1。"
            ),
            models.CheckConstraint(
                condition=Q(charges=False) | ~Q(charge_words=""),
                name="mediator_charge_said",
                violation_error_message="收费的，应当写明收费说明。",
            ),
        ]

    def __str__(self) -> str:
        return self.user.display_name

    @property
    def unit(self) -> str:
        """The organisation the mediator mediates for, by the one name that pages, messages and papers use."""
        return self.organisation or self.centre.name

    def serves(self, day: date) -> bool:
        """Whether a mediation may stay with this mediator: on the roster that day, and not switched off."""
        return self.since <= day and (self.until is None or day <= self.until) and self.user.is_active
