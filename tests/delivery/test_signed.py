"""What binds by its signature (民诉法100第3款, 102; 解释133, 149): way of service x who acts x kind of paper."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client

from common.cases.access import is_proven
from common.cases.actions import admit, announce
from common.cases.actions.leaving import leave
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Case, Event, Party, Representation, Todo
from common.cases.rules import ActionRefused, Guardian
from common.cases.states import Authority, Capacity, TodoKind
from common.delivery import actions, queries, tasks
from common.delivery.actions.electronic import need_acceptor
from common.delivery.models import Service
from common.delivery.states import Effect, Method, Relation, ServiceState
from common.documents.actions import issue_paper
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.models import User
from tests.delivery.conftest import CLERK, MONDAY, NUMBER, signed
from tests.delivery.test_service import Noticed, consents
from tests.factories import MembershipFactory, UserFactory
from tests.tables import rows
from yunfu_court.casefile.labels import said

MEDIATED, RULED = PaperKind.MEDIATION_PAPER, PaperKind.CONFIRMATION_RULING
LATER = MONDAY + timedelta(days=8)


def paper_to(case: Case, party: Party, kind: PaperKind = MEDIATED) -> Service:
    record = announce(case=case, event=Noticed(), by=SYSTEM)
    paper = issue_paper(
        case=case,
        event=record,
        kind=kind,
        title=kind.label,
        context={"day": MONDAY.isoformat(), "court": case.court.name},
        audience="side",
        party=party,
    )
    return actions.serve(party=party, paper=paper, decision=True, by=SYSTEM)


def agent_of(case: Case, party: Party, *powers: str, name: str = "王律师", checked: bool = True) -> User:
    user = UserFactory(name=name, verified=True)
    Representation.objects.create(
        party=party,
        user=user,
        name=name,
        authority=Authority.SPECIAL if powers else Authority.GENERAL,
        powers=list(powers),
        since=MONDAY,
        checked_on=MONDAY if checked else None,
    )
    admit(case=case, user_id=user.pk, capacity=Capacity.AGENT, by=CLERK, today=MONDAY, party=party)
    return user


def online(user: User, party: Party) -> By:
    return By(user_id=user.pk, channel=Channel.WEB, party_id=party.pk)


def arrived(service: Service) -> Service:
    """Its message went out and reached the account."""
    from common.notifications import tasks as notice_tasks

    actions.send_electronic(service=service, now=clock.now())
    notice_tasks.sweep()
    tasks.sweep()
    return Service.objects.get(pk=service.pk)


@pytest.mark.django_db(transaction=True)
@rows(("kind", "effect", "state"), [(MEDIATED, Effect.SIGNING, "pending"), (RULED, Effect.ARRIVAL, "served")])
def test_that_it_arrived_is_receipt_of_a_ruling_and_not_of_a_mediation_paper(
    suit: Any, kind: PaperKind, effect: Effect, state: str
) -> None:
    case, party, _ = suit
    with clock.at(MONDAY):
        consents(party)
        service = arrived(paper_to(case, party, kind))
    assert (service.method, service.effect, service.state) == (Method.ELECTRONIC, effect, state)


WHO = [
    # who acts                   powers of the mandate    checked  divorce  signs?
    ("the party itself", None, True, False, True),
    ("an agent with 一般授权", (), True, False, False),
    ("an agent who may only waive", ("代为放弃诉讼请求",), True, False, False),
    ("an agent who may settle", ("代为和解",), True, False, True),
    ("the same, the mandate unchecked", ("代为和解",), False, False, False),
    ("the same, in a divorce", ("代为和解",), True, True, False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("powers", "checked", "divorce", "may"), [row[1:] for row in WHO], ids=[row[0] for row in WHO])
def test_who_signs_for_it_online(
    suit: Any, zhang: User, powers: tuple[str, ...] | None, checked: bool, divorce: bool, may: bool
) -> None:
    case, party, _ = suit
    if divorce:
        Case.objects.filter(pk=case.pk).update(cause="14")
    with clock.at(MONDAY):
        consents(party)
        user = zhang if powers is None else agent_of(case, party, *powers, checked=checked)
        service = paper_to(case, party)
        act = {"service": service, "by": online(user, party), "today": MONDAY}
        if not may:
            with pytest.raises(ActionRefused):
                actions.confirm_receipt(**act)
        else:
            actions.confirm_receipt(**act)
    service.refresh_from_db()
    assert (service.state == ServiceState.SERVED) is may
    if may and powers is not None:
        assert service.proof == "张三（委托诉讼代理人王律师代签）在线签收"


@pytest.mark.django_db
@pytest.mark.parametrize("named", [False, True], ids=["by its mandate", "named to take the papers"])
@pytest.mark.parametrize("wrong", ["unverified", "another name"])
def test_no_agent_signs_by_a_name_nobody_checked(suit: Any, zhang: User, wrong: str, named: bool) -> None:
    """在线诉讼规则7: a typed name signs nothing, also where the account was let in before its name changed."""
    case, party, _ = suit
    with clock.at(MONDAY):
        lawyer = agent_of(case, party, *(() if named else ("代为和解",)))
        recipient = "王律师" if named else "张三"
        actions.confirm_address(
            party=party, by=online(zhang, party), recipient_name=recipient, e_consent=True, e_channel="portal", phone=""
        )
        assert queries.accepts(party, online(lawyer, party), MONDAY)
        was = {"unverified": {"verified_on": None}, "another name": {"name": "赵六"}}[wrong]
        User.objects.filter(pk=lawyer.pk).update(**was)
        assert not queries.accepts(party, online(lawyer, party), MONDAY)
        Party.objects.filter(pk=party.pk).update(user=None)
        party.refresh_from_db()
        assert queries.accepting_user(party, MONDAY) is None
        service = paper_to(case, party)
        with pytest.raises(ActionRefused):
            need_acceptor(party=party, by=online(lawyer, party), today=MONDAY)
    assert service.method != Method.ELECTRONIC


@pytest.mark.django_db
def test_whom_the_party_itself_named_to_take_its_papers_signs(suit: Any, zhang: User) -> None:
    """解释132, 133; where the agent gave its own name as the recipient, the party named nobody."""
    case, party, _ = suit
    with clock.at(MONDAY):
        lawyer = agent_of(case, party)
        for by, may in ((online(lawyer, party), False), (online(zhang, party), True)):
            actions.confirm_address(
                party=party, by=by, recipient_name="王律师", e_consent=True, e_channel="portal", phone=""
            )
            assert queries.accepts(party, online(lawyer, party), MONDAY) is may


@pytest.mark.django_db
def test_it_goes_on_paper_where_nobody_may_sign_online(suit: Any) -> None:
    """Only the account of an agent with 一般授权 is there: what is sent to it could never be signed for."""
    case, _, li = suit
    with clock.at(MONDAY):
        agent_of(case, li)
        consents(li, postal="罗定市罗城街道 1 号")
        assert paper_to(case, li, RULED).method == Method.ELECTRONIC
        assert paper_to(case, li).method == Method.POST


RECEIPTS = [
    ("the party itself", Method.POST, {"number": NUMBER}, (), True),
    (
        "an adult of the family",
        Method.POST,
        {"number": NUMBER, "signer": "张大", "relation": Relation.FAMILY},
        (),
        False,
    ),
    ("an agent who may settle", Method.COUNTER, {"signer": "王律师", "relation": Relation.AGENT}, ("代为和解",), True),
    ("an agent with 一般授权", Method.COUNTER, {"signer": "王律师", "relation": Relation.AGENT}, (), False),
    ("whom the address names", Method.IN_PERSON, {"signer": "何文", "relation": Relation.NAMED}, (), True),
    ("whom it does not name", Method.IN_PERSON, {"signer": "何武", "relation": Relation.NAMED}, (), False),
    (
        "nobody: it was left",
        Method.LEFT,
        {"refused": "本人当面拒绝签收", "witness": "何文", "witness_of": "居委会"},
        (),
        False,
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("way", "shown", "powers", "may"), [each[1:] for each in RECEIPTS], ids=[each[0] for each in RECEIPTS]
)
def test_who_signs_for_it_on_paper(
    suit: Any, way: Method, shown: dict[str, str], powers: tuple[str, ...], may: bool
) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        actions.confirm_address(party=li, by=CLERK, recipient_name="何文", postal="罗定市罗城街道 1 号")
        agent_of(case, li, *powers)
        service = paper_to(case, li)
        receipt = {"day": MONDAY, "method": way, "today": MONDAY, "shown": signed(li, **shown)}
        if may:
            assert actions.record_service(service=service, by=CLERK, **receipt).state == ServiceState.SERVED
        else:
            with pytest.raises(ActionRefused):
                actions.record_service(service=service, by=CLERK, **receipt)


def guarded(party: Party, *, proved: bool) -> None:
    party.set_guardian(Guardian("李梅", id_number="445381198003030022"))
    party.guardian_checked_on = MONDAY if proved else None
    party.save()


FOR_WARDS = [
    ("the ward itself", True, {}, False),
    ("its guardian, proved", True, {"signer": "李梅", "relation": Relation.GUARDIAN, "identity": "0022"}, True),
    ("its guardian, unproved", False, {"signer": "李梅", "relation": Relation.GUARDIAN, "identity": "0022"}, False),
    ("the ward while nobody is proved", False, {}, False),
]


@pytest.mark.django_db
@rows(("who", "proved", "shown", "may"), FOR_WARDS)
@pytest.mark.parametrize("desk", [False, True], ids=["brought", "at the window"])
def test_for_a_ward_its_guardian_signs_once_the_court_has_seen_what_proves_it(
    suit: Any, proved: bool, shown: dict[str, str], may: bool, desk: bool
) -> None:
    """民诉法60; 解释83. By hand and at the window the same."""
    case, _, li = suit
    with clock.at(MONDAY):
        guarded(li, proved=proved)
        service = paper_to(case, li)
        seen = signed(li, **shown)
        if desk:
            handed = {"name": seen.signer, "identity": seen.identity, "today": MONDAY}
            act = partial(actions.hand_over, service=service, by=CLERK, **handed)
        else:
            receipt = {"day": MONDAY, "method": Method.IN_PERSON, "today": MONDAY, "shown": seen}
            act = partial(actions.record_service, service=service, by=CLERK, **receipt)
        if may:
            assert act().state == ServiceState.SERVED
        else:
            with pytest.raises(ActionRefused):
                act()
    may_sign = queries.may_sign_for(li, MEDIATED, MONDAY)
    assert may_sign == ((Relation.GUARDIAN,) if proved else ()), "the form offers only who may"


NAMED = [
    # who wrote the recipient down          whose account, which door, confirmed        counts?
    ("the party's own account", "own", Channel.WEB, True, True),
    ("the party at the window", "clerk", Channel.COUNTER, True, True),
    ("an agent's account", "agent", Channel.WEB, True, False),
    ("an agent at the window", "clerk for an agent", Channel.COUNTER, True, False),
    ("the court, where it was found", "clerk", Channel.COUNTER, False, False),
]


@pytest.mark.django_db
@rows(("who", "account", "door", "confirmed", "may"), NAMED)
def test_only_whom_the_party_itself_named_signs_as_named(
    suit: Any, zhang: User, account: str, door: Channel, confirmed: bool, may: bool
) -> None:
    case, party, _ = suit
    with clock.at(MONDAY):
        lawyer = agent_of(case, party)
        acting = {"own": zhang, "agent": lawyer}.get(account) or UserFactory(name="何静")
        by = By(user_id=acting.pk, channel=door, party_id=party.pk, limited=account == "clerk for an agent")
        address = {"recipient_name": "何文", "postal": "罗定市罗城街道 1 号", "confirmed": confirmed}
        actions.confirm_address(party=party, by=by, **address)
        service = paper_to(case, party)
        shown = signed(party, signer="何文", relation=Relation.NAMED)
        receipt = {"day": MONDAY, "method": Method.IN_PERSON, "today": MONDAY, "shown": shown}
        if may:
            assert actions.record_service(service=service, by=CLERK, **receipt).state == ServiceState.SERVED
        else:
            with pytest.raises(ActionRefused, match="没有指定代收人"):
                actions.record_service(service=service, by=CLERK, **receipt)
        assert (Relation.NAMED in queries.may_sign_for(party, MEDIATED, MONDAY)) is may


@pytest.mark.django_db
@pytest.mark.parametrize("mandate", ["checked", "unchecked", "over", "in a post"])
@pytest.mark.parametrize("unit", [False, True])
def test_an_agent_at_the_window_takes_a_paper_along_by_a_mandate_that_stands(
    suit: Any, mandate: str, unit: bool
) -> None:
    """民诉法62; 解释132: also one that ended while the agent stood there; a unit's agent is not taken for its head."""
    case, party, _ = suit
    if unit:
        Party.objects.filter(pk=party.pk).update(kind="legal", id_number="", legal_representative="")
        party.refresh_from_db()
    with clock.at(MONDAY):
        lawyer = agent_of(case, party, checked=mandate != "unchecked")
        if mandate == "over":
            Representation.objects.filter(user=lawyer).update(since=MONDAY - timedelta(days=1), until=MONDAY)
        if mandate == "in a post":
            MembershipFactory(user=lawyer, court=case.court, role="clerk")
        service = paper_to(case, party, RULED)
        by = By(user_id=CLERK.user_id, channel=Channel.COUNTER, party_id=party.pk, limited=True)
        act = partial(actions.hand_over, service=service, name="王律师", identity="1234", by=by, today=MONDAY)
        if mandate == "checked":
            assert act().state == ServiceState.SERVED
        else:
            with pytest.raises(ActionRefused, match="不能代领"):
                act()


@pytest.mark.django_db(transaction=True)
def test_who_does_not_sign_in_time_gets_it_on_paper_and_the_court_is_asked(suit: Any) -> None:
    case, party, _ = suit
    with clock.at(MONDAY):
        consents(party, postal="罗定市罗城街道 1 号")
        service = arrived(paper_to(case, party))
    with clock.at(MONDAY + timedelta(days=7)):
        tasks.sweep()
        assert Service.objects.get(pk=service.pk).state == ServiceState.PENDING, "the last day to sign is not over"
    with clock.at(LATER):
        tasks.sweep()
        assert tasks.sweep() == 0
    service.refresh_from_db()
    paper = Service.objects.latest("pk")
    assert (service.state, paper.method, paper.state) == (ServiceState.FAILED, Method.POST, ServiceState.PENDING)
    (todo,) = Todo.objects.filter(case=case, what=TodoKind.SERVICE, done_on__isnull=True)
    assert "《民事调解书》送达张三" in todo.words
    failed = Event.objects.get(case=case, kind="delivery.failed")
    assert failed.payload["unsigned"]
    assert not Notice.objects.filter(kind="not_served").exists(), "it was there"
    assert said("delivery.failed", failed.payload, MONDAY)["you"] == "您没有在网上签收"
    actions.raise_hanging(today=LATER + timedelta(days=1))
    todo.refresh_from_db()
    assert todo.done_on is None, "the morning leaves it until there is a result"


@pytest.mark.django_db
def test_the_page_says_what_signing_means_and_opening_signs_nothing(suit: Any, zhang: User, client: Client) -> None:
    case, party, _ = suit
    client.force_login(zhang)
    assert is_proven(party, zhang)
    with clock.at(MONDAY):
        consents(party)
        service = paper_to(case, party)
        address = f"/delivery/{service.uid}/"
        page = client.get(address).content.decode()
        for words in ("和判决一样要履行", "不能再反悔", "我签收", "不签收", "法院及时判决", "11 月 30 日"):
            assert words in page
        assert queries.receipt_first(zhang, MONDAY, paper=service.paper) == "", "it is read before it is signed for"
        client.post(address, {"open": "1"})
        assert Service.objects.get(pk=service.pk).state == ServiceState.PENDING
        assert "查看并签收民事调解书" in client.get(f"/cases/{case.uid}/").content.decode()
        client.post(address, {"read": "on"})
        assert "张三在线签收" in client.get(address).content.decode()


@pytest.mark.django_db
def test_who_does_not_sign_says_so_and_only_where_signing_binds(suit: Any, zhang: User, client: Client) -> None:
    case, party, _ = suit
    with clock.at(MONDAY):
        consents(party)
        lawyer, service, ruling = agent_of(case, party), paper_to(case, party), paper_to(case, party, RULED)
        for row, user in ((ruling, zhang), (service, lawyer)):
            with pytest.raises(ActionRefused):
                actions.refuse_receipt(service=row, by=online(user, party), today=MONDAY)
        client.force_login(zhang)
        assert client.get(f"/delivery/{ruling.uid}/refuse/").status_code == 404
        assert "及时判决" in client.get(f"/delivery/{service.uid}/refuse/").content.decode()
        for _ in range(2):
            client.post(f"/delivery/{service.uid}/refuse/")
    service.refresh_from_db()
    assert service.state == ServiceState.RECALLED
    assert Event.objects.filter(kind="delivery.refused", case=case).count() == 1
    assert queries.all_received_on(case, MEDIATED) is None
    assert "不用您再签收" in client.get(f"/delivery/{service.uid}/").content.decode()


@pytest.mark.django_db
def test_who_has_left_is_waited_for_no_more(suit: Any, zhang: User) -> None:
    case, party, li = suit
    with clock.at(MONDAY):
        consents(party)
        service = paper_to(case, party)
        paper_to(case, li)
        actions.confirm_receipt(service=service, by=online(zhang, party), today=MONDAY)
        assert queries.all_received_on(case, MEDIATED) is None
        leave(case=case, party_ids=[li.pk], today=MONDAY)
    assert queries.all_received_on(case, MEDIATED) == MONDAY


@pytest.mark.django_db
def test_who_has_left_signs_for_nothing(suit: Any, zhang: User, client: Client) -> None:
    """What was on its way when the party left is neither signed for nor refused by it, nor handed over."""
    case, party, _ = suit
    with clock.at(MONDAY):
        consents(party)
        service, had = paper_to(case, party), paper_to(case, party, RULED)
        leave(case=case, party_ids=[party.pk], today=MONDAY)
        client.force_login(zhang)
        assert client.get(f"/delivery/{had.uid}/").status_code == 200
        for address, sent in ((f"/delivery/{service.uid}/", {"read": "on"}), (f"/delivery/{service.uid}/refuse/", {})):
            assert client.get(address).status_code == 404
            assert client.post(address, sent).status_code == 404
        for act in (actions.confirm_receipt, actions.refuse_receipt):
            with pytest.raises(ActionRefused, match="已经退出本案"):
                act(service=service, by=online(zhang, party), today=MONDAY)
        with pytest.raises(ActionRefused, match="已经退出本案"):
            actions.hand_over(service=service, name="张三", identity="0011", by=CLERK, today=MONDAY)
    service.refresh_from_db()
    assert service.state == ServiceState.PENDING
