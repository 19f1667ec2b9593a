"""Notices, payments, receipts, refunds and the ledger. Every amount is integer fen."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import pgtrigger
from django.db import models
from django.db.models import F, Q

from common.fields import EncryptedTextField, choices_of
from fees.money.rules import Standing
from fees.money.states import (
    SUMS,
    Account,
    CounterMethod,
    EntryKind,
    NotDueReason,
    NoticeKind,
    NoticeState,
    PayChannel,
    PaymentState,
    RefundReason,
    RefundState,
    Verdict,
)


def _sum(of: Mapping[EntryKind, int]) -> str:
    """SQL: a sum of lines, each kind with its sign."""
    signs = " ".join(f"WHEN '{kind.value}' THEN {sign}" for kind, sign in of.items())
    return f"COALESCE(SUM(amount * CASE kind {signs} ELSE 0 END), 0)"


# With each line the sums of its notice are those of all its lines. What a notice must keep to is asked after a
# statement: lines that belong together are written by one.
_SUMMED = f"""
    UPDATE fees_feenotice SET ({", ".join(SUMS)}) =
        (SELECT {", ".join(map(_sum, SUMS.values()))} FROM fees_ledgerentry WHERE notice_id = NEW.notice_id)
     WHERE id = NEW.notice_id;
    RETURN NULL;
"""  # noqa: S608 - of names of this module


def _columns(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in SUMS)


class FeeNotice(models.Model):
    """What has to be prepaid, and how it was worked out. `amount` is the fee as it was asked for.

    Where its money stands is said by the ledger: `owed`, `relieved`, `received`, `owed_back` and `refunded` are sums of
    its lines, which the database writes with each line and nobody else may. `quote` keeps the steps in words with their
    citations, so that the page and the paper never compute again.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="fee_notices")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="fee_notices")
    kind = models.CharField("种类", max_length=12, choices=choices_of(NoticeKind), default=NoticeKind.MAIN)
    amount = models.BigIntegerField("应交（分）")
    full = models.BigIntegerField("减半前（分）")
    owed = models.BigIntegerField("应交余额（分）", default=0, editable=False)
    relieved = models.BigIntegerField("减免（分）", default=0, editable=False)
    received = models.BigIntegerField("已交（分）", default=0, editable=False)
    owed_back = models.BigIntegerField("应退（分）", default=0, editable=False)
    refunded = models.BigIntegerField("已退（分）", default=0, editable=False)
    halved = models.BooleanField("已减半", default=False)
    procedure = models.CharField("适用程序", max_length=16, blank=True, default="")
    quote = models.JSONField(default=dict)
    not_due = models.CharField("不预交的原因", max_length=12, choices=choices_of(NotDueReason), blank=True, default="")
    state = models.CharField("状态", max_length=12, choices=choices_of(NoticeState))
    issued_on = models.DateField("通知日期")
    ended_on = models.DateField(null=True, blank=True)
    enforced_on = models.DateField("移送执行日期", null=True, blank=True)  # of what whoever bears the fee did not pay

    class Meta:
        verbose_name = "交费通知"
        verbose_name_plural = "交费通知"
        indexes = [models.Index(fields=["state", "issued_on", "id"], name="notice_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "party"],
                condition=Q(state__in=["open", "lapsed", "relieved"]),
                name="notice_one_open",
                violation_error_message="该案已有一份未了结的交费通知。",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, owed__gte=0, relieved__gte=0, relieved__lte=F("amount")),
                name="notice_amounts",
                violation_error_message="金额不能为负，减免不能超过应交金额。",
            ),
            # Nothing goes back that did not come in, and nothing is given back that was not owed back.
            models.CheckConstraint(
                condition=Q(owed_back__gte=0, refunded__gte=0, received__gte=F("owed_back") + F("refunded")),
                name="notice_conserved",
                violation_error_message="退还的不能超过收到的。",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(owed__lte=F("received") - F("owed_back") - F("refunded")),
                name="notice_paid_in_full",
                violation_error_message="没有交清的通知不能标为已交清。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="sums_are_the_ledger_s",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"pg_trigger_depth() = 0 AND ({_columns('OLD')}) IS DISTINCT FROM ({_columns('NEW')})"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.amount}"

    @property
    def money(self) -> Standing:
        """Where the money stands."""
        return Standing(self.owed, self.relieved, self.received, self.owed_back, self.refunded)

    @property
    def left(self) -> int:
        """Fen still to be paid."""
        return self.money.left

    @property
    def state_label(self) -> str:
        """By what was decided: relief leaves something to pay later, or nothing."""
        if self.state == NoticeState.RELIEVED:
            return "已准予缓交" if self.left else "已准予免交"
        return NoticeState(self.state).label


class Payment(models.Model):
    """One order to pay one notice. `ref` is the order number given to the cashier; a notice may see several orders."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="payments")
    notice = models.ForeignKey(FeeNotice, models.PROTECT, related_name="payments")
    party = models.ForeignKey("cases.Party", models.PROTECT, null=True, blank=True, related_name="payments")
    amount = models.BigIntegerField("金额（分）")
    channel = models.CharField("渠道", max_length=8, choices=choices_of(PayChannel))
    method = models.CharField("方式", max_length=8, choices=choices_of(CounterMethod), blank=True, default="")
    state = models.CharField("状态", max_length=8, choices=choices_of(PaymentState))
    ref = models.CharField("订单号", max_length=32, unique=True)
    ticket = models.CharField("票据号", max_length=40, blank=True, default="")
    started_on = models.DateField("发起日期")
    received_on = models.DateField("到账日期", null=True, blank=True)
    by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = "支付"
        verbose_name_plural = "支付"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="payment_positive", violation_error_message="支付金额应大于零。"
            ),
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(state="started"),
                name="payment_one_under_way",
                violation_error_message="该通知已有一笔正在进行的支付。",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["received", "late"]) | Q(received_on__isnull=False),
                name="payment_received_has_day",
                violation_error_message="到账的支付应有到账日期。",
            ),
            models.UniqueConstraint(
                fields=["ticket"],
                condition=~Q(ticket=""),
                name="payment_ticket_once",
                violation_error_message="该票据号已经登记过。",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Receipt(models.Model):
    """Money that reached the court: written and committed before anything reacts to it.

    `number` is the cashier's own (or the counter's ticket): the same one is never counted twice. `reacted_at` is when
    the procedure heard of it; a sweep looks for receipts without it.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="receipts")
    number = models.CharField("流水号", max_length=64, unique=True)
    amount = models.BigIntegerField("金额（分）")
    verdict = models.CharField("处理", max_length=16, choices=choices_of(Verdict))
    received_at = models.DateTimeField("到账时间")
    reacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "到账记录"
        verbose_name_plural = "到账记录"
        indexes = [models.Index(fields=["id"], condition=Q(reacted_at__isnull=True), name="receipt_unheard")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="receipt_positive")]

    def __str__(self) -> str:
        return self.number


class Refund(models.Model):
    """Money that goes back to a party, within 15 days of the paper taking effect (办法53).

    `prepared_by`: who compared what the books say, or decided it where they do not; `by`: the other who released it.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="refunds")
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="refunds")
    notice = models.ForeignKey(FeeNotice, models.PROTECT, null=True, blank=True, related_name="refunds")
    receipt = models.OneToOneField(Receipt, models.PROTECT, null=True, blank=True, related_name="refund")
    settlement = models.ForeignKey("fees.Settlement", models.PROTECT, null=True, blank=True, related_name="refunds")
    amount = models.BigIntegerField("金额（分）")
    reason = models.CharField("原因", max_length=16, choices=choices_of(RefundReason))
    state = models.CharField("状态", max_length=8, choices=choices_of(RefundState), default=RefundState.DUE)
    made_on = models.DateField("登记日期")
    paid_on = models.DateField("退还日期", null=True, blank=True)
    words = EncryptedTextField("说明", max_length=200, blank=True, default="")
    voucher = models.CharField("退款凭证号", max_length=40, blank=True, default="")
    by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")
    prepared_by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "退费"
        verbose_name_plural = "退费"
        indexes = [models.Index(fields=["made_on", "id"], condition=Q(state="due"), name="refund_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_positive"),
            models.CheckConstraint(
                condition=~Q(state="paid") | (Q(paid_on__isnull=False) & ~Q(voucher="")),
                name="refund_paid_has_voucher",
                violation_error_message="已退还的应登记日期和凭证号。",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | (Q(prepared_by__isnull=False) & ~Q(prepared_by=F("by"))),
                name="refund_by_a_second_person",
                violation_error_message="退费由一个人核对登记，另一个人放款。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.amount}"


class LedgerEntry(models.Model):
    """One line: `amount` moves from `credit` to `debit`. Append-only; a mistake is mended by a line against it."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="ledger")
    notice = models.ForeignKey(FeeNotice, models.PROTECT, null=True, blank=True, related_name="ledger")
    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, blank=True, related_name="ledger")
    refund = models.ForeignKey(Refund, models.PROTECT, null=True, blank=True, related_name="ledger")
    kind = models.CharField("种类", max_length=16, choices=choices_of(EntryKind))
    debit = models.CharField("借", max_length=12, choices=choices_of(Account))
    credit = models.CharField("贷", max_length=12, choices=choices_of(Account))
    amount = models.BigIntegerField("金额（分）")
    on = models.DateField("日期")

    class Meta:
        verbose_name = "账目"
        verbose_name_plural = "账目"
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "id"], name="ledger_case")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledger_two_sides"),
            models.UniqueConstraint(
                fields=["receipt", "kind"], condition=Q(receipt__isnull=False), name="ledger_receipt_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="summed",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__notice__isnull=False),
                func=_SUMMED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
