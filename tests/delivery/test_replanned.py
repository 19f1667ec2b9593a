"""What is on its way goes by what the party says now: way x consent x change of address (解释136-137; 民诉法90, 95)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings as project

from common.cases.actions import link_party, record_facts
from common.cases.events import By, Channel, restore
from common.cases.models import Case, Event, Party
from common.cases.rules import ActionRefused
from common.cases.states import FactKey
from common.delivery import actions, tasks
from common.delivery.models import Service
from common.delivery.queries import current_address
from common.delivery.states import EChannel, Method, ServiceState
from common.law import clock
from common.notifications import tasks as notice_tasks
from common.notifications.models import Notice
from tests.delivery.conftest import CLERK, MONDAY, NUMBER, signed
from tests.delivery.test_service import consents, fee_notice, waits
from tests.factories import staff
from yunfu_court.procedure import react
from yunfu_court.verifying.invariants import spans
from yunfu_court.verifying.services import INVARIANTS

pytestmark = pytest.mark.django_db

HANDLERS = list(project.EVENT_HANDLERS)
OLD, NEW = "罗定市罗城街道一号", "罗定市附城街道三号"
TUESDAY = date(2026, 11, 24)


def on_paper(party: Party, postal: str, *, confirmed: bool = True) -> None:
    name = party.name
    actions.confirm_address(party=party, by=CLERK, recipient_name=name, postal=postal, confirmed=confirmed)


def online(party: Party, postal: str = OLD) -> None:
    consents(party, postal=postal)


def nothing(party: Party) -> None:
    pass


Step = Callable[[Party], object]
# what, said before the order, gone out before the change, said after; the way then, whether the old one was called back
CHANGES: list[tuple[str, Step, bool, Step, Method, bool]] = [
    ("nobody asked yet, then an address", nothing, False, lambda p: on_paper(p, NEW), Method.POST, False),
    ("consent after the order", lambda p: on_paper(p, OLD), False, online, Method.ELECTRONIC, False),
    ("consent after the letter left", lambda p: on_paper(p, OLD), True, online, Method.ELECTRONIC, True),
    ("moved before it left", lambda p: on_paper(p, OLD), False, lambda p: on_paper(p, NEW), Method.POST, False),
    ("moved after it left", lambda p: on_paper(p, OLD), True, lambda p: on_paper(p, NEW), Method.POST, True),
    ("said the same again", lambda p: on_paper(p, OLD), True, lambda p: on_paper(p, OLD), Method.POST, False),
    ("consent taken back in time", online, False, lambda p: on_paper(p, OLD), Method.POST, False),
    ("consent taken back, message on its way", online, True, lambda p: on_paper(p, OLD), Method.POST, True),
    ("moved, still electronic", online, True, lambda p: online(p, NEW), Method.ELECTRONIC, False),
    (
        "the account instead of the telephone",
        lambda p: consents(p, e_channel=EChannel.SMS, phone="13800000077"),
        True,
        online,
        Method.ELECTRONIC,
        True,
    ),
]


@pytest.mark.parametrize(
    ("before", "gone", "after", "way", "recalled"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_a_pending_service_goes_by_what_is_said_now(
    suit: Any, before: Step, gone: bool, after: Step, way: Method, recalled: bool
) -> None:
    case, zhang, _ = suit
    with clock.at(MONDAY):
        before(zhang)
        first = actions.serve(party=zhang, by=CLERK, paper=fee_notice(case, zhang))
        if gone and first.method == Method.ELECTRONIC:
            tasks.dispatch(first.pk)
        elif gone:
            actions.send_out(service=first, on=MONDAY, by=CLERK, today=MONDAY)
    with clock.at(TUESDAY):
        after(zhang)
        after(zhang)  # twice is once
    row = Service.objects.get(party=zhang, state=ServiceState.PENDING)
    first.refresh_from_db()
    assert (row.method, row.address) == (way, current_address(zhang))
    assert (first.state == ServiceState.RECALLED) is recalled
    assert (row.pk != first.pk) is recalled
    assert not Event.objects.filter(case=case, kind="delivery.failed").exists(), "called back is not failed"
    assert faults() == []


@pytest.mark.parametrize(
    ("phone", "account", "way"),
    [
        ("13800000077", True, Method.ELECTRONIC),
        ("0766-3822345", True, Method.POST),  # a landline takes no message
        ("13800000077", False, Method.POST),  # nobody who could open the paper
        ("13800000088", True, Method.POST),  # the other side's number too
        ("x", True, Method.POST),
    ],
)
def test_a_message_that_reaches_nobody_is_no_service(suit: Any, phone: str, account: bool, way: Method) -> None:
    case, zhang, li = suit
    li.set_identity(id_number=li.id_number, phone="13800000088")
    li.save()
    if not account:
        type(zhang).objects.filter(pk=zhang.pk).update(user=None)
        zhang.refresh_from_db()
    with clock.at(MONDAY):
        consents(zhang, e_channel=EChannel.SMS, phone=phone, postal=OLD)
        row = actions.serve(party=zhang, by=CLERK, paper=fee_notice(case, zhang))
    assert row.method == way
    assert (row.note == "没有可用的电子送达地址") is (way is Method.POST)


def test_an_account_gained_or_lost_turns_what_is_on_its_way(suit: Any, zhang: Any) -> None:
    """民诉法90: at one address, with one consent; what a clerk chose after a failure stays."""
    case, party, _ = suit
    with clock.at(MONDAY):
        online(party)
        row = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party))
        tasks.dispatch(row.pk)
        case.participations.filter(party=party).update(until=MONDAY)
        type(party).objects.filter(pk=party.pk).update(user=None)
        party.refresh_from_db()
        (paper,) = actions.reach_changed(party=party, by=CLERK)
        row.refresh_from_db()
        assert (row.state, paper.method) == (ServiceState.RECALLED, Method.POST), "nobody reads it there"
        link_party(party=party, user_id=zhang.pk, by=CLERK, today=MONDAY)
        react(*last_event(case, "cases.admitted"))
        paper.refresh_from_db()
        assert paper.method == Method.ELECTRONIC, "it had not left"
        actions.fail_service(service=paper, by=CLERK, reason="电子送达信息未能送出")
        again = actions.serve_again(service=paper, method=Method.POST, by=CLERK)
        assert actions.reach_changed(party=party, by=CLERK) == []
    again.refresh_from_db()
    assert again.method == Method.POST


def last_event(case: Case, kind: str) -> tuple[Event, Any]:
    row = Event.objects.filter(case=case, kind=kind).order_by("-seq").first()
    assert row is not None
    return row, restore(row.kind, row.payload)


def test_the_term_starts_by_the_new_way(suit: Any) -> None:
    """The letter to the old address counts for nothing; the message to the account that was confirmed does."""
    case, zhang, _ = suit
    with clock.at(MONDAY):
        on_paper(zhang, OLD)
        term = waits(case, zhang)
        letter = actions.serve(party=zhang, by=CLERK, paper=fee_notice(case, zhang))
        actions.send_out(service=letter, on=MONDAY, by=CLERK, today=MONDAY)
    with clock.at(TUESDAY):
        online(zhang)
        with pytest.raises(ActionRefused, match="已经收回"):
            actions.record_service(
                service=letter,
                by=CLERK,
                day=TUESDAY,
                method=Method.POST,
                today=TUESDAY,
                shown=signed(zhang, number=NUMBER),
            )
        tasks.dispatch(Service.objects.get(party=zhang, state=ServiceState.PENDING).pk)
        notice_tasks.sweep()
        tasks.sweep()
    term.refresh_from_db()
    assert (term.start, term.due) == (TUESDAY, date(2026, 12, 1))
    assert kinds(case).count("delivery.replanned") == 1


def kinds(case: Case) -> list[str]:
    return list(Event.objects.filter(case=case).order_by("seq").values_list("kind", flat=True))


def test_what_failed_elsewhere_says_nothing_of_here(suit: Any) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        on_paper(li, OLD, confirmed=False)
        row = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li))
        for way in (Method.IN_PERSON, None):
            actions.fail_service(service=row, by=CLERK, reason="查无此人")
            if way:
                row = actions.serve_again(service=row, method=way, by=CLERK)
        assert actions.ways(party=li, kind="letter")[Method.PUBLIC].value
        on_paper(li, NEW, confirmed=False)
        barred = actions.ways(party=li, kind="letter")[Method.PUBLIC]
        assert "还没有试过邮寄送达、直接送达" in barred.note
        there = Service.objects.get(party=li, state=ServiceState.PENDING)
        assert (there.method, there.address.postal) == (Method.POST, NEW), "what had failed goes there by itself"
        on_paper(li, OLD, confirmed=False)
        assert actions.ways(party=li, kind="letter")[Method.PUBLIC].value, "back where it was tried"


def test_a_notice_ends_for_who_is_found(suit: Any, settings: Any) -> None:
    """民诉法95: a running notice is called back when the party comes and says where it takes papers."""
    case, zhang, _ = suit
    settings.EVENT_HANDLERS = HANDLERS
    clerk = By(user_id=staff("court_clerk", case.court).pk, channel=Channel.COUNTER)
    with clock.at(MONDAY):
        record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
        type(zhang).objects.filter(pk=zhang.pk).update(side="respondent", order=9)
        zhang.refresh_from_db()
        row = actions.serve(party=zhang, by=CLERK, paper=fee_notice(case, zhang), method=Method.PUBLIC)
        actions.publish(service=row, on=MONDAY, where="法院公告栏", by=clerk, today=MONDAY)
    with clock.at(TUESDAY):
        consents(zhang, postal=NEW, phone="13800000077")
        told = {(each.user_id, each.body) for each in Notice.objects.filter(kind="notice_ended", channel="in_site")}
        assert {pk for pk, _ in told} == {zhang.user_id, clerk.user_id}, "nobody's notice ends unsaid"
        assert all("公告" in words for _, words in told)
        assert kinds(case).count("delivery.notice_ended") == 1
        now = Service.objects.get(party=zhang, state=ServiceState.PENDING)
        row.refresh_from_db()
        assert (row.state, now.method) == (ServiceState.RECALLED, Method.ELECTRONIC)
        barred = actions.ways(party=zhang, kind="letter")[Method.PUBLIC]
    assert (barred.value, "不是下落不明" in barred.note) == (False, True)
    with clock.at(date(2027, 3, 1)):
        assert tasks.expire_published(today=date(2027, 3, 1)) == 0


def test_a_notice_that_has_run_has_served(suit: Any) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
        row = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=Method.PUBLIC)
        ends = actions.publish(service=row, on=MONDAY, where="法院公告栏", by=CLERK, today=MONDAY).expires_on
    with clock.at(date(2026, 12, 24)):
        on_paper(li, NEW)
        assert faults() == []
        tasks.expire_published(today=date(2026, 12, 24))
    row.refresh_from_db()
    assert (row.state, row.served_on) == (ServiceState.SERVED, ends)


def test_a_dead_message_goes_on_paper_and_stays_there(suit: Any) -> None:
    case, zhang, _ = suit
    with clock.at(MONDAY):
        online(zhang)
        row = actions.serve(party=zhang, by=CLERK, paper=fee_notice(case, zhang))
        actions.fail_service(service=row, by=CLERK, reason="电子送达信息未能送出")
        again = actions.serve_again(service=row, method=Method.POST, by=CLERK)
        online(zhang)  # nothing new was said
    again.refresh_from_db()
    assert (again.method, again.state) == (Method.POST, ServiceState.PENDING)


def test_the_invariant_sees_a_plan_of_yesterday(suit: Any) -> None:
    case, zhang, _ = suit
    with clock.at(MONDAY):
        online(zhang)
        row = actions.serve(party=zhang, by=CLERK, paper=fee_notice(case, zhang))
        had = row.address
        on_paper(zhang, NEW)
        assert faults() == []
        Service.objects.filter(pk=row.pk).update(address=had)
        assert faults() == [f"service {row.pk}"]


def faults() -> list[str]:
    (one,) = [each for each in INVARIANTS if each.name == "services.planned"]
    return [fault.row for span in spans() for fault in one.find(span)]
