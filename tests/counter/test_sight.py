"""Who stands in for a party sees in that case what the party sees, and nothing else: every paper and event x side x
visit, and every page of the court."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory

from common.cases.access import as_court, capacities, events_for, is_staff_on, looker, party_for
from common.cases.actions import admit, link_party
from common.cases.actions.announce import _append
from common.cases.events import SYSTEM, Audience, By, Channel
from common.cases.models import Case, Event, Party, Representation
from common.cases.states import Capacity
from common.delivery.queries import services_in, services_to
from common.documents.access import visible_to
from common.documents.models import Document, Paper
from common.documents.queries import documents_of, papers_for
from common.law import clock
from common.law.papers import PaperKind
from common.people.models import Membership, User
from common.people.states import Role
from fees.money.actions.refunds import owe_refund
from fees.money.models import Payment, Receipt
from fees.money.states import RefundReason
from fees.relief.models import Relief
from fees.review.models import FeeReview
from mediation.roster.models import Mediator
from tests.doors.world import DAY, World, held_for_module, make_world, routes
from tests.factories import court as court_of
from tests.factories.people import LONG_AGO, staff
from tests.factories.triage import make_team
from tests.stories import given
from tests.stories.town import Town
from triage.sorting.actions import load_default_rules
from triage.teams.models import Assignment
from triage.trial.models import Ruling, SmallClaimsObjection
from yunfu_court.counter.actions import begin
from yunfu_court.counter.events import VisitEnded
from yunfu_court.counter.middleware import KEY, standing_in
from yunfu_court.counter.models import Visit
from yunfu_court.counter.states import Came, Shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    clock.set_process_clock(DAY)
    yield
    clock.set_process_clock(None)


def visit_of(clerk: User, party: Party, came: Came = Came.SELF) -> Visit:
    shown = Shown.ID_CARD if came is Came.SELF else Shown.POWER
    if came is not Came.SELF:
        speaker = {"name": party.name, "authority": came.value, "since": DAY, "checked_on": DAY}
        Representation.objects.get_or_create(party=party, **speaker)
    return begin(case=party.case, party=party, came=came, name=party.name, shown=shown, by=given.by(clerk), today=DAY)


def standing(clerk: User, visit: Visit) -> User:
    """The clerk as the pages have them while the visit goes on: from the middleware itself."""
    request: Any = RequestFactory().get("/")
    request.session, request.user = {KEY: visit.pk}, User.objects.get(pk=clerk.pk)
    standing_in(lambda each: each)(request)  # type: ignore[arg-type, return-value]
    assert request.user.stands_in
    found: User = request.user
    return found


# --- Every paper and event x side x visit ----------------------------------------------------------------------------


@pytest.fixture
def suit() -> tuple[Case, given.Staff]:
    """张三 v. 李四, registered and in mediation, both with accounts; and papers for every kind of reader."""
    load_default_rules()
    town, people = Town(court_of("luoding"), DAY), given.Staff(court_of("luoding"))
    mediator, _ = people.mediator, people.team
    zhang, li = given.zhang(), given.li()
    case = given.registered(town, people, zhang)
    given.mediating(town, case, li, mediator)
    other = given.registered(town, people, zhang)
    for each in (case, other):
        everything_for_everybody(each)
    return given.fresh(case), people


def everything_for_everybody(case: Case) -> None:
    """A file, a paper still to be made and an event for each audience, of each party where it is one side's."""
    record = Event.objects.filter(case=case).latest("seq")
    for audience in Audience:
        for party in case.parties.all() if audience is Audience.SIDE else [None]:
            name = f"{audience}{party.pk if party else ''}"
            both = {"case": case, "party": party, "audience": audience, "title": name}
            Document.objects.create(
                **both,
                kind=name,
                original_name=name,
                size=1,
                media_type="application/pdf",
                sha256=name,
                path=f"{case.pk}.{name}",
                created_at=clock.now(),
            )
            sort = list(PaperKind)[list(Audience).index(audience)]  # one of each kind for an event and an addressee
            Paper.objects.create(**both, event=record, kind=sort, context={}, due_at=clock.now(), issued_on=DAY)
            kind: Any = type("Said", (VisitEnded,), {"kind": f"test.{audience}", "audience": audience})
            said = kind(visit_id=0, acts=0, document_id=0)
            _append(case, said, By(user_id=None, channel=Channel.SYSTEM, party_id=party.pk if party else None))


def told(user: User, case: Case) -> dict[str, list[int]]:
    """What this person is shown of the case, by kind."""
    return {
        "documents": [each.pk for each in documents_of(case, user, DAY)],
        "files": sorted(visible_to(user, DAY).filter(case=case).values_list("pk", flat=True)),
        "papers": sorted(papers_for(user, DAY).filter(case=case).values_list("pk", flat=True)),
        "events": [each.pk for each in events_for(case, user, DAY)],
        "services": sorted(services_to(user, DAY).filter(case=case).values_list("pk", flat=True)),
    }


VISITS = [
    ("claimant", Came.SELF, Role.CLERK),
    ("claimant", Came.GENERAL, Role.COUNSELLOR),
    ("respondent", Came.SELF, Role.COUNSELLOR),
    ("respondent", Came.SPECIAL, Role.CLERK),
]


@pytest.mark.parametrize(("side", "came", "role"), VISITS)
def test_a_visit_shows_what_the_party_sees(suit: tuple[Case, given.Staff], side: str, came: Came, role: Role) -> None:
    case, _ = suit
    party = case.parties.get(side=side)
    clerk = staff(role, case.court)
    admit(case=case, user_id=clerk.pk, capacity=Capacity.COURT_CLERK, by=SYSTEM, today=DAY)
    other = Case.objects.exclude(pk=case.pk).get()
    before, elsewhere = told(clerk, case), told(clerk, other)
    visit = visit_of(clerk, party, came)
    user = standing(clerk, visit)

    own = told(party.user, case)
    assert told(user, case) == own
    assert own["documents"], "there was something to compare"
    assert own["papers"]
    assert own["events"]
    assert own["services"]
    assert set(before["papers"]) > set(own["papers"]), "as a clerk one sees more"
    assert told(user, other) == elsewhere, "in other cases the clerk is a clerk"
    assert not services_in([case.court_id], user).filter(case=case).exists()
    assert services_in([case.court_id], user).filter(case=other).exists()
    assert party_for(case, user, DAY) == party
    assert [row.capacity for row in capacities(case, user, DAY)] == [came.capacity]
    assert not is_staff_on(case, user, DAY)
    assert is_staff_on(other, user, DAY)
    assert looker(case, user, DAY).window
    assert set(Case.objects.filter(as_court(user, case="pk"))) == {other}


def test_the_code_of_the_respondent_is_not_shown_to_the_claimant(suit: tuple[Case, given.Staff]) -> None:
    """With it 原告 could come in as 被告."""
    case, people = suit
    respondent = case.parties.get(side="respondent")
    coded = {paper.pk for paper in Paper.objects.filter(case=case) if paper.context.get("code")}
    assert coded
    assert coded <= set(told(respondent.user, case)["papers"])
    user = standing(people.clerk, visit_of(people.clerk, case.parties.get(side="claimant")))
    assert not coded & set(told(user, case)["papers"])


@pytest.mark.parametrize("side", ["claimant", "respondent"])
def test_the_case_page_of_a_visit_is_the_party_s_own(client: Client, suit: tuple[Case, given.Staff], side: str) -> None:
    case, people = suit
    party = case.parties.get(side=side)

    def page(user: User) -> dict[str, Any]:
        client.force_login(user)
        if user == people.clerk:
            session = client.session
            session[KEY] = visit.pk
            session.save()
        found = client.get(f"/cases/{case.uid}/").context["page"]
        return {
            "papers": [each.pk for each in found.papers],
            "unread": [each.pk for each in found.unread],
            "moments": [each.text for each in found.moments],
            "deadlines": [each.pk for each in found.deadlines],
            # What lies at the court for the party is handed over there and then (解释131), not online.
            "panels": [each for each in found.panels if each.title != "等待领取的文书"],
            "todos": list(found.todos),
            "party": found.party,
            "staff": found.staff,
        }

    own = page(party.user)
    visit = visit_of(people.clerk, party)
    assert page(people.clerk) == own


# --- Every page of the court, by somebody who holds every post and every appointment ----------------------------------


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once; what a test writes is taken back after it."""
    with held_for_module(django_db_blocker, one_for_all) as made:
        yield made


def one_for_all() -> World:
    """The world of the doors, with money matters; its clerk holds each post of the court, mediates and judges."""
    made = make_world()
    mediated, tried = (Case.objects.get(uid=made.keys[key]["uid"]) for key in ("mediation", "triage/cases"))
    notice = tried.fee_notices.get()
    of = {"case": tried, "party": notice.party}
    relief = Relief.objects.create(**of, kind_asked="defer", ground="47-1", asked_on=DAY, state="pending", words="失业")
    review = FeeReview.objects.create(**of, subject="calculation", words="算错了。", asked_on=DAY, once=uuid4())
    order = Payment.objects.create(
        **of, notice=notice, amount=notice.left, channel="online", state="refused", ref="sight", started_on=DAY
    )
    came = Receipt.objects.create(
        payment=order, number="online:sight", amount=100, verdict="extra", received_at=clock.now()
    )
    refund = owe_refund(
        case=tried,
        party_id=notice.party_id,
        amount=came.amount,
        reason=RefundReason.OVERPAID,
        by=SYSTEM,
        today=DAY,
        receipt=came,
    )
    objection = SmallClaimsObjection.objects.create(**of, ground="复杂。", made_on=DAY)
    made.keys |= {
        "fees/reliefs": {"pk": relief.pk},
        "fees/reviews": {"pk": review.pk},
        "fees/refunds": {"pk": refund.pk},
        "triage/objections": {"pk": objection.pk},
    }
    clerk = made.insiders["clerk"]
    for role in Role:
        if role is not Role.CLERK:
            Membership.objects.create(user=clerk, court=mediated.court, role=role, since=LONG_AGO)
    Mediator.objects.filter(mediations__case=mediated).update(user=clerk)
    Ruling.objects.filter(case=tried).update(judge=clerk)
    team = make_team("第二速裁团队", court=tried.court, judge=clerk)
    Assignment.objects.create(case=tried, team=team, judge=clerk, weight=1, since=DAY)
    for case in (mediated, tried):
        for capacity in (Capacity.JUDGE, Capacity.COURT_CLERK, Capacity.MEDIATOR):
            admit(case=case, user_id=clerk.pk, capacity=capacity, by=SYSTEM, today=DAY)
    return made


# Not of the case: drafts and self-assessments, one's own messages, rules and figures.
NOT_OF_A_CASE = ("intake/drafts/", "intake/assess/", "notifications/", "targets/", "triage/rules/")
NOT_OF_A_CASE += ("admin/", "accounts/", "me/posts/")
SEEN = {200: "seen", 302: "led", 403: "not", 404: "not", 405: "post"}


@pytest.mark.parametrize("key", ["mediation", "triage/cases", "petitions"])
def test_every_page_of_the_court_rests_while_one_stands_in(world: World, key: str) -> None:
    case = Case.objects.get(uid=world.keys[key]["uid"])
    party = case.parties.order_by("pk").first()
    assert party
    if party.user is None:
        link_party(party=party, user_id=world.zhang.pk, by=given.by(world.zhang, party), today=DAY)
        party.refresh_from_db()
    clerk, own = Client(), Client()
    clerk.force_login(world.insiders["clerk"])
    own.force_login(party.user)
    addresses = [world.address(route) for route, _ in routes() if "<" in route and not route.startswith(NOT_OF_A_CASE)]
    addresses = [each for each in addresses if of_case(each, case, world)]
    before = {address: status(clerk, address) for address in addresses}
    session = clerk.session
    session[KEY] = visit_of(world.insiders["clerk"], party).pk
    session.save()
    during = {address: status(clerk, address) for address in addresses}
    mine = {address: status(own, address) for address in addresses}
    for address in addresses:
        if during[address] == "post" and mine[address] == "not":
            during[address] = SEEN.get(clerk.post(address).status_code, "done")
    # Papers are handed over across the counter alone.
    addresses = [each for each in addresses if not each.endswith("/collect/")]
    assert {one: (during[one], mine[one]) for one in addresses if during[one] != mine[one]} == {}
    assert before != during, "the court's own pages were open before"


def of_case(address: str, case: Case, world: World) -> bool:
    """Whether the address of the world leads to this case."""
    if case.kind == "petition":
        return address.startswith(("/petitions/work", "/petitions/track"))
    tried = address.startswith(("/triage/", "/fees/"))
    return not address.startswith(("/petitions/", "/counter/")) and tried == bool(case.assignments.exists())


def status(client: Client, address: str) -> str:
    answer = client.get(address)
    if answer.streaming:
        list(answer.streaming_content)
    return SEEN.get(answer.status_code, str(answer.status_code))


LISTS = ("/triage/", "/triage/rulings/", "/triage/rulings/court/", "/triage/mine/", "/triage/extensions/", "/fees/")
LISTS += ("/fees/reliefs/", "/fees/reviews/", "/fees/refunds/", "/delivery/", "/mediation/desk/", "/mediation/waiting/")


def test_the_court_s_lists_leave_the_case_out_meanwhile(world: World) -> None:
    """Beside the person at the window one does not read what the court has to do in their case."""
    client, clerk = Client(), world.insiders["clerk"]
    client.force_login(clerk)
    shown = {}
    for key in ("mediation", "triage/cases"):
        case = Case.objects.get(uid=world.keys[key]["uid"])
        title = case.title
        Case.objects.filter(pk=case.pk).update(title=f"{title}（{key}）")
        before = {address for address in LISTS if f"（{key}）" in client.get(address).content.decode()}
        visit = visit_of(clerk, case.parties.earliest("pk"))
        session = client.session
        session[KEY] = visit.pk
        session.save()
        assert [address for address in LISTS if f"（{key}）" in client.get(address).content.decode()] == []
        shown[key] = before
        Visit.objects.update(acts=0, closed_on=DAY)
    assert len(shown["triage/cases"]) > 3, shown
    assert shown["mediation"], shown


def test_a_post_in_a_case_is_asked_for_in_one_place() -> None:
    """`has_role(…, court=case.court_id)` in a room would not know that a party stands at the window: `holds` does."""
    root = Path(__file__).parents[2]
    found = []
    for room in ("common", "fees", "intake", "mediation", "petitions", "triage", "yunfu_court"):
        for file in sorted((root / room).rglob("*.py")):
            calls = (each for each in ast.walk(ast.parse(file.read_text())) if isinstance(each, ast.Call))
            asked = (each for each in calls if getattr(each.func, "id", "") == "has_role")
            if any(word.arg == "court" for each in asked for word in each.keywords):
                found.append(str(file.relative_to(root)))
    # A rota is of a court, not of a case; who waits to hear whether they stand aside holds nothing and reads why.
    assert found == ["common/cases/access/sight.py", "common/people/actions/duty.py", "triage/teams/access.py"]
