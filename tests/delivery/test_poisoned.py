"""A sealed value that nobody can open stops its own row and no other: lists are read without it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

import yunfu_court.tasks
from common.cases.actions import set_deadline
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Todo
from common.cases.states import Holder, TodoKind
from common.delivery import actions, tasks
from common.delivery.models import Service, ServiceAddress
from common.delivery.states import Effect, Method, ServiceState
from common.law import clock
from tests.delivery.conftest import CLERK, MONDAY
from tests.delivery.test_service import fee_notice
from tests.factories import court
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
PUBLISHED, LATER = date(2026, 12, 16), date(2027, 2, 1)


@pytest.fixture
def services(settings: Any) -> list[Service]:
    """A paper on its way in each of two cases; the first is to be poisoned."""
    settings.EVENT_HANDLERS = []
    made = []
    with clock.at(MONDAY):
        for _ in range(2):
            case, _, li = make_case(court=court("luoding"))
            made.append(actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=Method.POST))
    return made


def poison(table: str, column: str, pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = 'gone.x' WHERE id = %s", [pk])


def stuck() -> list[int]:
    return list(Todo.objects.filter(what=TodoKind.STUCK, done_on=None).values_list("case_id", flat=True))


def published(services: list[Service]) -> None:
    values = {"method": Method.PUBLIC, "announced_on": PUBLISHED, "expires_on": date(2027, 1, 20), "proof": "公告栏"}
    Service.objects.update(**values)
    poison("delivery_service", "proof", services[0].pk)


def test_a_proof_nobody_can_read_leaves_every_notice_counted_and_every_term_swept(services: list[Service]) -> None:
    published(services)
    case = Case.objects.get(pk=services[1].case_id)
    set_deadline(case=case, term="answer", holder=Holder.ALL, start=date(2026, 11, 2), by=SYSTEM)
    with clock.at(date(2026, 12, 17)):
        assert yunfu_court.tasks.sweep_deadlines() == 1
    days = set(Service.objects.values_list("expires_on", flat=True))
    assert days == {date(2027, 1, 15)}
    assert Deadline.objects.get(term="answer").state == "lapsed"


def test_the_notice_that_can_be_read_is_served(services: list[Service]) -> None:
    published(services)
    with clock.at(LATER):
        assert actions.expire_published(today=LATER) == 1
    assert list(Service.objects.filter(state=ServiceState.SERVED).values_list("pk", flat=True)) == [services[1].pk]
    assert stuck() == [services[0].case_id]


def test_an_address_nobody_can_read_keeps_no_other_message(
    services: list[Service], monkeypatch: pytest.MonkeyPatch
) -> None:
    for service in services:
        address = ServiceAddress.objects.create(
            party_id=service.party_id, recipient_name="李四", phone="13800138000", given_at=clock.now(), channel="web"
        )
        Service.objects.filter(pk=service.pk).update(
            method=Method.ELECTRONIC, effect=Effect.READING, address=address, sent_at=None
        )
    first = Service.objects.values_list("address_id", flat=True).get(pk=services[0].pk)
    poison("delivery_serviceaddress", "phone", first)
    sent: list[int] = []

    def dispatch(pk: int) -> bool:
        sent.append(pk)
        return True

    monkeypatch.setattr(tasks, "dispatch", dispatch)
    with clock.at(MONDAY):
        assert tasks.sweep() == 1
    assert sent == [services[1].pk]
    assert stuck() == [services[0].case_id]


@pytest.mark.parametrize("step", ["recount_open", "recount_published"])
def test_a_step_of_the_sweep_that_fails_keeps_no_other_from_being_done(
    services: list[Service], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    set_deadline(case=services[0].case, term="answer", holder=Holder.ALL, start=date(2026, 11, 2), by=SYSTEM)

    def fails(**asked: Any) -> int:
        raise ValueError("poison")

    monkeypatch.setattr(yunfu_court.tasks, step, fails)
    with clock.at(date(2026, 12, 17)), pytest.raises(ValueError, match="poison"):
        yunfu_court.tasks.sweep_deadlines()
    assert Deadline.objects.get(term="answer").state == "lapsed"
