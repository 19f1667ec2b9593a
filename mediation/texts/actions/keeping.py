"""What was promised in an agreement: each payment is a dated promise, kept when its creditor says so (在线调解19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from common.cases.actions import announce, close_deadlines, set_deadline
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.cases.states import Holder
from common.law.articles import Finding, art
from common.law.money import yuan
from mediation.course.actions.locking import need_party
from mediation.texts.actions import texts
from mediation.texts.actions.signing import need_authority
from mediation.texts.events import PaymentAsked, PaymentKept
from mediation.texts.models import Agreement, AgreementItem
from mediation.texts.states import VOID, AgreementState, Outcome

TERM = "agreement_payment"
ENFORCE = "enforcement_application"
ENDED = VOID | {Outcome.PERFORMED}  # nothing is owed by it any more


def _subject(item: AgreementItem) -> str:
    return f"item:{item.pk}"


def _payments(agreement: Agreement) -> Iterable[AgreementItem]:
    rows = agreement.items.filter(amount__isnull=False, kept_on=None).select_related("creditor").order_by("order")
    return list(rows)


def promise(case: Case, agreement: Agreement, by: By, today: date) -> None:
    """It is in effect: each payment is a day of who owes it, also one whose day is today, or passed while the parties
    signed: the morning after, its creditor is asked. The caller holds the locks."""
    for item in _payments(agreement):
        if item.due_on is None or item.creditor is None:
            continue  # paid on the spot
        start = min(today, item.due_on - timedelta(days=1))
        note = f"付给{item.creditor.name}{yuan(item.amount or 0)}元"
        set_deadline(
            case=case,
            term=TERM,
            holder=Holder.PARTY,
            party_id=item.debtor_id,
            start=start,
            amount=(item.due_on - start).days,
            subject=_subject(item),
            noted=Finding(None, (art("在线调解", 19, 2),), note),
            by=by,
        )


def promise_no_more(case: Case, agreement: Agreement, today: date, *, met: bool) -> None:
    """Nothing is owed by this agreement any more: it was performed, or is void. The caller holds the locks."""
    for item in agreement.items.filter(amount__isnull=False).order_by("order"):
        close_deadlines(case=case, today=today, terms=[TERM], subject=_subject(item), met=met)
    enforceable_no_more(case, agreement, today, met=met)


def enforceable_no_more(case: Case, agreement: Agreement, today: date, *, met: bool = False) -> None:
    """Nothing that can be enforced stands behind it now. The caller holds the locks."""
    for creditor_id in agreement.parties.order_by("id").values_list("pk", flat=True):
        subject = f"agreement:{agreement.pk}:{creditor_id}"
        close_deadlines(case=case, today=today, terms=[ENFORCE], subject=subject, met=met)


def enforceable(case: Case, agreement: Agreement, by: By, today: date) -> None:
    """A ruling or a 调解书 stands behind it: each creditor has two years from the last day of performance, of the last
    instalment where there are several (民诉法250第2款). The caller holds the locks."""
    last: dict[int, date] = {}
    for item in _payments(agreement):
        if item.due_on is not None and item.creditor_id is not None:
            last[item.creditor_id] = max(item.due_on, last.get(item.creditor_id, item.due_on))
    for creditor_id, day in sorted(last.items()):
        set_deadline(
            case=case,
            term=ENFORCE,
            holder=Holder.PARTY,
            party_id=creditor_id,
            start=day,
            subject=f"agreement:{agreement.pk}:{creditor_id}",
            by=by,
        )


@transaction.atomic
def ask_payment(*, item_id: int, by: By, today: date) -> bool:
    """The day of a payment is over and nobody has said that it came: its creditor is asked, who may say so, or have it
    enforced. False where nothing is owed by it any more."""
    agreement = Agreement.objects.get(items=item_id)
    case = Case.lock(agreement.mediation.case_id)
    item = AgreementItem.objects.select_related("agreement", "creditor").get(pk=item_id)
    row = item.agreement
    void = row.state != AgreementState.EFFECTIVE or row.outcome in ENDED
    if item.kept_on is not None or item.creditor is None or item.creditor.left_on is not None or void:
        return False
    event = PaymentAsked(agreement_id=row.pk, item_id=item.pk, party_id=item.creditor.pk)
    announce(case=case, event=event, by=replace(by, party_id=item.creditor.pk))
    return True


@transaction.atomic
def receive_payment(*, item_id: int, by: By, today: date) -> AgreementItem:
    """The creditor says that this payment has come. Saying it twice is once."""
    agreement = Agreement.objects.get(items=item_id)
    found = texts.opened(agreement)
    case, row = found.case, found.row
    party = need_party(case, by)
    item = AgreementItem.objects.select_for_update(of=("self",)).get(pk=item_id)
    if item.creditor_id != party.pk or item.amount is None:
        raise ActionRefused("收到付款，由收款的一方登记。", field="item")
    if item.kept_on is not None:
        return item
    if row.state != AgreementState.EFFECTIVE or row.outcome in VOID:
        raise ActionRefused("这份协议现在没有效力，不用登记。", field="item")
    need_authority(case, party, by, today)
    item.kept_on = today
    item.save(update_fields=["kept_on"])
    close_deadlines(case=case, today=today, terms=[TERM], subject=_subject(item))
    if not row.items.filter(amount__isnull=False, kept_on=None, creditor=party).exists():
        close_deadlines(case=case, today=today, terms=[ENFORCE], subject=f"agreement:{row.pk}:{party.pk}")
    announce(case=case, event=PaymentKept(agreement_id=row.pk, item_id=item.pk, party_id=party.pk), by=by)
    return item
