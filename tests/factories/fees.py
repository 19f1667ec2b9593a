"""Payments for tests of the fee office."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import rsa

from common.cases.actions import set_deadline
from common.cases.actions.stage import advance
from common.cases.events import SYSTEM
from common.cases.models import Case
from common.cases.states import Closing, Holder, Stage
from fees.money.actions import start_payment
from fees.money.actions.payments import Callback
from fees.money.models import FeeNotice, Payment
from fees.settling.actions import choose_refund, take_effect
from fees.settling.models import Bearing
from fees.settling.queries import settlement_of
from fees.settling.states import RefundChoice
from fees.simulator.app import CAME
from fees.simulator.keys import signed_headers
from tests.factories.triage import DAY, by
from yunfu_court.procedure.roads.dispute import DISPUTE
from yunfu_court.verifying.invariants import spans
from yunfu_court.verifying.ledger import INVARIANTS


def ledger_faults() -> list[str]:
    """What `manage.py verify` says of the ledger of every case; nothing when it is right to the fen."""
    return [f"{each.name}: {fault}" for span in spans() for each in INVARIANTS for fault in each.find(span)]


def ended(case: Case, closing: Closing) -> None:
    """The case is over, its fee not settled yet."""
    advance(
        case=case,
        to=Stage.CLOSED,
        allowed=DISPUTE.transitions,
        cause="triage.closed",
        by=SYSTEM,
        today=DAY,
        closing=closing,
    )


def silence(case: Case, *, today: date = DAY) -> None:
    """The end of the case is in effect, and no winner says anything: the court refunds and asks who bears the fee."""
    row = settlement_of(case)
    if row is not None and row.effective_on is None and row.stayed_on is None:
        Case.objects.filter(pk=case.pk).update(procedure="summary")  # in which the time to appeal says it
        unappealed(case, today=today)
    for each in Bearing.objects.filter(settlement=row, asked_on__isnull=False, choice="").order_by("pk"):
        choose_refund(bearing=each, choice=RefundChoice.COURT, by=SYSTEM, today=today, silent=True)


def order(notice: FeeNotice, payer: Any) -> Payment:
    """An order under way at the cashier."""
    return start_payment(notice=notice, party=notice.party, once=uuid4(), by=by(payer, party=notice.party), today=DAY)


def message_of(payment: Payment, *, amount: int | None = None, number: str = "") -> Callback:
    """What the cashier says of it once its signature was checked."""
    return Callback(
        payment.ref, number or f"online:{secrets.token_hex(6)}", payment.amount if amount is None else amount
    )


def signed(
    key: rsa.RSAPrivateKey, payment: Payment, *, amount: int | None = None, number: str = "n1"
) -> tuple[bytes, Mapping[str, str]]:
    """Body and headers as the cashier sends them."""
    values = {"ref": payment.ref, "number": number, "amount": payment.amount if amount is None else amount} | CAME
    body = json.dumps(values).encode()
    headers = signed_headers(key, body)
    return body, {
        f"HTTP_{name.upper().replace('-', '_')}": text for name, text in headers.items() if name != "Content-Type"
    }


def unappealed(case: Case, *, today: date = DAY) -> None:
    """Every party's time to appeal against what ended the case has passed."""
    for party in case.parties.order_by("pk"):
        set_deadline(
            case=case,
            term="appeal_ruling",
            holder=Holder.PARTY,
            party_id=party.pk,
            subject=f"party:{party.pk}",
            start=today - timedelta(days=40),
            by=SYSTEM,
        )
    take_effect(case=case, by=SYSTEM, today=today)
