"""Every way with every proof, by what the party said before the order and what it said after: the way the paper takes
in the end, and from which day the term runs, or that nothing runs. 民诉法82, 87-91; 解释130-133; 专递规定11."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from common.cases.models import Party
from common.cases.rules import ActionRefused
from common.delivery import actions, tasks
from common.delivery.models import Service
from common.delivery.rules import Signed
from common.delivery.states import Method, Relation, ServiceState
from common.law import clock
from common.notifications import tasks as notice_tasks
from tests.delivery.conftest import CLERK, MONDAY, NUMBER
from tests.delivery.test_proofs import DOOR
from tests.delivery.test_replanned import NEW, OLD, faults, nothing, on_paper, online
from tests.delivery.test_service import fee_notice, waits

pytestmark = pytest.mark.django_db

TUESDAY, WEDNESDAY, DUE = date(2026, 11, 24), date(2026, 11, 25), date(2026, 12, 2)
E, P, I, C, L = (Method.ELECTRONIC, Method.POST, Method.IN_PERSON, Method.COUNTER, Method.LEFT)  # noqa: E741
Step = Callable[[Party], object]

BEFORE: dict[str, Step] = {"said nothing": nothing, "an address": lambda p: on_paper(p, OLD), "consent": online}
AFTER: dict[str, Step] = {
    "nothing new": nothing,
    "moved": lambda p: on_paper(p, NEW),
    "consents": online,
    "the same on paper": lambda p: on_paper(p, OLD),
}
# What is said last decides: consent by account, an address by post; an address alone takes a consent back.
WAY: dict[tuple[str, str], Method] = {
    (before, after): E if after == "consents" or (before, after) == ("consent", "nothing new") else P
    for before, after in product(BEFORE, AFTER)
}


@dataclass(frozen=True)
class Receipt:
    """By which way it came, and what shows it; `own`: served only where the party confirmed the address itself."""

    method: Method
    shown: Signed
    runs: bool = True
    own: bool = False


OWN = "own"  # the end of the party's number, which nobody knows before it is there
ITSELF = Signed(signer="张三", relation=Relation.SELF)
RECEIPTS: dict[str, Receipt] = {
    "letter, signed": Receipt(P, replace(ITSELF, number=NUMBER)),
    "letter, no number": Receipt(P, ITSELF, runs=False),
    "放门口了": Receipt(P, Signed(number=NUMBER, signer="放门口了"), runs=False),
    "保安签收": Receipt(P, Signed(number=NUMBER, signer="保安签收"), runs=False),
    "x": Receipt(P, Signed(number="x", signer="x"), runs=False),
    "letter, came back": Receipt(P, Signed(number=NUMBER, refused="搬走了没有告诉法院，查无此人"), own=True),
    "brought, known": Receipt(I, replace(ITSELF, identity=OWN)),
    "brought, another's number": Receipt(I, replace(ITSELF, identity="0012"), runs=False),
    "brought, unknown": Receipt(I, ITSELF, runs=False),
    "fetched, with a card": Receipt(C, replace(ITSELF, identity=OWN)),
    "left before a witness": Receipt(L, replace(DOOR, refused="张三说与他无关，拒绝签收")),
    "left, nobody by": Receipt(L, Signed(refused="张三说与他无关，拒绝签收"), runs=False),
}


def sent(suit: Any, before: str, after: str) -> tuple[Any, Service, Service]:
    """Ordered and gone out on Monday, said anew on Tuesday: the term, the first service and the one that holds."""
    case, zhang, _ = suit
    with clock.at(MONDAY):
        BEFORE[before](zhang)
        term = waits(case, zhang)
        first = actions.serve(party=zhang, by=CLERK, paper=fee_notice(case, zhang))
        if first.method == E:
            tasks.dispatch(first.pk)
        else:
            actions.send_out(service=first, on=MONDAY, by=CLERK, today=MONDAY)
    with clock.at(TUESDAY):
        AFTER[after](zhang)
    return term, first, Service.objects.get(party=zhang, state=ServiceState.PENDING)


def received(service: Service, receipt: Receipt) -> bool:
    """Whether what was written down on Wednesday was taken."""
    own = service.party.id_number[-4:]
    shown = replace(receipt.shown, identity=own) if receipt.shown.identity == OWN else receipt.shown
    proof: Any = {"by": CLERK, "method": receipt.method, "shown": shown, "day": WEDNESDAY, "today": WEDNESDAY}
    with clock.at(WEDNESDAY), suppress(ActionRefused):
        actions.record_service(service=service, **proof)
        return True
    return False


@pytest.mark.parametrize("receipt", RECEIPTS)
@pytest.mark.parametrize(("before", "after"), [key for key, way in WAY.items() if way == P])
def test_on_paper(suit: Any, before: str, after: str, receipt: str) -> None:
    term, first, now = sent(suit, before, after)
    shown = RECEIPTS[receipt]
    said = (before, after) != ("said nothing", "nothing new")
    runs = shown.runs and (said or not shown.own)
    assert now.method == P
    assert received(now, shown) is runs
    term.refresh_from_db()
    assert (term.start, term.due) == ((WEDNESDAY, DUE) if runs else (None, None))
    if first.pk != now.pk:
        assert not received(first, RECEIPTS["letter, signed"]), "called back, it serves nobody"
    assert faults() == []


@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.parametrize(("before", "after"), [key for key, way in WAY.items() if way == E])
def test_by_account(suit: Any, before: str, after: str, arrives: bool) -> None:
    """From arrival at the address confirmed (民诉法90); a message that has not left starts nothing."""
    term, _, now = sent(suit, before, after)
    assert now.method == E
    if arrives:
        with clock.at(WEDNESDAY):
            tasks.dispatch(now.pk)
            notice_tasks.sweep()
            tasks.sweep()
    term.refresh_from_db()
    assert (term.start, term.due) == ((WEDNESDAY, DUE) if arrives else (None, None))
    assert faults() == []
