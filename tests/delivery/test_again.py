"""What did not arrive is served again: by another way, to another address, left at the door, by public notice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from common.cases.actions import record_facts
from common.cases.models import Case, Deadline, Event, Party
from common.cases.rules import ActionRefused
from common.cases.states import FactKey
from common.delivery import actions, tasks
from common.delivery.models import Service
from common.delivery.rules import Signed
from common.delivery.states import Method, ServiceState
from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from tests.delivery.conftest import CLERK, MONDAY, signed
from tests.delivery.test_service import fee_notice, waits
from tests.factories import staff
from yunfu_court.tasks import recount
from yunfu_court.verifying.deadlines import INVARIANTS
from yunfu_court.verifying.invariants import spans

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(suit: Any) -> tuple[Case, Party, Service]:
    """The fee notice to 李四 came back from the post."""
    case, _, li = suit
    with clock.at(MONDAY):
        waits(case, li)
        service = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=Method.POST)
        actions.fail_service(service=service, by=CLERK, reason="原址查无此人")
    return case, li, Service.objects.get(pk=service.pk)


REFUSED = Signed(refused="李四看过内容，拒绝签收", witness="王敏", witness_of="附城街道居民委员会")


def visited(service: Service) -> Service:
    """The paper that came back was brought to the address, and nobody was there."""
    second = actions.serve_again(service=service, method=Method.IN_PERSON, by=CLERK)
    return actions.fail_service(service=second, by=CLERK, reason="上门无人，邻居说已搬走")


def test_the_term_runs_from_the_second_service(returned: Any, client: Client) -> None:
    case, li, service = returned
    client.force_login(staff(Role.COURT_CLERK, case.court))
    assert "原址查无此人" in client.get("/delivery/").content.decode()
    page = client.get(f"/delivery/{service.uid}/again/").content.decode()
    assert "留置送达" in page
    answer = client.post(
        f"/delivery/{service.uid}/again/", {"method": "in_person", "postal": "罗定市附城街道三号"}, follow=True
    )
    assert "已改用直接送达" in answer.content.decode()
    assert "没有送到，请另行送达" not in answer.content.decode()
    second = Service.objects.get(party=li, state=ServiceState.PENDING)
    assert (second.method, second.address.postal, second.address.confirmed_at) == (
        "in_person",
        "罗定市附城街道三号",
        None,
    )
    actions.record_service(
        service=second, by=CLERK, day=clock.today(), method=Method.IN_PERSON, today=clock.today(), shown=signed(li)
    )
    assert Deadline.objects.get(case=case, term="fee_payment").due is not None


def test_left_at_the_door_counts_as_served(returned: Any) -> None:
    _, _, service = returned
    with clock.at(MONDAY):
        second = actions.serve_again(service=service, method=Method.LEFT, by=CLERK)
        actions.record_service(service=second, by=CLERK, day=MONDAY, method=Method.LEFT, today=MONDAY, shown=REFUSED)
    second.refresh_from_db()
    assert second.served_on == MONDAY
    assert any("第八十九条" in article for article in second.articles)


def test_public_notice_runs_thirty_days(returned: Any) -> None:
    case, _, service = returned
    with clock.at(MONDAY):
        second = actions.serve_again(service=visited(service), method=Method.PUBLIC, by=CLERK)
        with pytest.raises(ActionRefused, match="晚于今天"):
            actions.publish(service=second, on=date(2026, 11, 24), where="法院公告栏", by=CLERK, today=MONDAY)
        row = actions.publish(service=second, on=MONDAY, where="法院公告栏、住所地", by=CLERK, today=MONDAY)
    assert row.expires_on == date(2026, 12, 23)
    assert tasks.expire_published(today=date(2026, 12, 23)) == 0, "the last day is still running"
    with clock.at(date(2026, 12, 24)):
        assert tasks.expire_published(today=date(2026, 12, 24)) == 1
        assert tasks.expire_published(today=date(2026, 12, 24)) == 0
    second.refresh_from_db()
    assert (second.state, second.served_on) == ("served", date(2026, 12, 23))
    assert Deadline.objects.get(case=case, term="fee_payment").due == date(2026, 12, 30)
    assert Event.objects.filter(case=case, kind="delivery.published").count() == 1


def test_public_notice_runs_sixty_days_for_one_who_lives_abroad(returned: Any, client: Client) -> None:
    """民诉法283, since 2024: and the clerk writes down where the party turned out to live."""
    case, _, service = returned
    client.force_login(staff(Role.COURT_CLERK, case.court))
    with clock.at(MONDAY):
        service = visited(service)
        client.post(f"/delivery/{service.uid}/again/", {"method": "public", "postal": "", "home": "abroad"})
    second = Service.objects.get(party=service.party_id, state=ServiceState.PENDING)
    assert second.party.home == "abroad"
    assert "六十日" in client.get(f"/delivery/{second.uid}/record/").content.decode()
    with clock.at(MONDAY):
        row = actions.publish(service=second, on=MONDAY, where="法院公告栏", by=CLERK, today=MONDAY)
    assert row.expires_on == date(2027, 1, 22)
    recount(date(2026, 11, 24))
    row.refresh_from_db()
    assert row.expires_on == date(2027, 1, 22), "the next morning's sweep counts by the same rule"
    assert faults() == []
    Service.objects.filter(pk=row.pk).update(expires_on=date(2026, 12, 23))
    with clock.at(MONDAY):
        assert faults() == [f"service {row.pk}"]


def faults() -> list[str]:
    (one,) = [each for each in INVARIANTS if each.name == "deadlines.published"]
    return [fault.row for span in spans() for fault in one.find(span)]


def test_a_mediation_paper_is_never_announced_or_left(suit: Any) -> None:
    """解释133, 149: it takes effect when signed for; whom it does not reach has not accepted it (民诉法102)."""
    case, _, li = suit
    record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
    ways = actions.ways(party=li, kind=PaperKind.MEDIATION_PAPER)
    assert {way for way, found in ways.items() if found.value} == {Method.COUNTER, Method.POST, Method.IN_PERSON}
    assert "及时判决" in ways[Method.PUBLIC].note
    assert actions.ways(party=li, kind=PaperKind.JUDGMENT)[Method.PUBLIC].value


def test_no_public_notice_to_one_who_can_be_found(suit: Any) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        paper = fee_notice(case, li)
        with pytest.raises(ActionRefused, match="并非下落不明"):
            actions.serve(party=li, by=CLERK, paper=paper, method=Method.PUBLIC)
        record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
        assert actions.serve(party=li, by=CLERK, paper=paper, method=Method.PUBLIC).method == "public"


def test_what_is_under_way_is_not_sent_again(returned: Any) -> None:
    _, _, service = returned
    with clock.at(MONDAY + timedelta(days=1)):
        second = actions.serve_again(service=service, method=Method.POST, by=CLERK)
        assert actions.serve_again(service=service, method=Method.POST, by=CLERK).pk == second.pk
        with pytest.raises(ActionRefused, match="还没有登记为未能送达"):
            actions.serve_again(service=second, method=Method.POST, by=CLERK)


def test_two_clerks_choose_two_ways(returned: Any) -> None:
    """The second is told that the first was there, and nothing goes out twice or another way than was said."""
    _, li, service = returned
    first = actions.serve_again(service=service, method=Method.IN_PERSON, by=CLERK)
    assert actions.serve_again(service=service, method=Method.IN_PERSON, by=CLERK) == first
    for way, postal in ((Method.COUNTER, ""), (Method.IN_PERSON, "别处")):
        with pytest.raises(ActionRefused, match="同事刚才已经另行送达，用的是直接送达"):
            actions.serve_again(service=service, method=way, postal=postal, by=CLERK)
    assert Service.objects.filter(party=li, state=ServiceState.PENDING).get() == first
    assert Event.objects.filter(kind="delivery.tried_again").count() == 1
