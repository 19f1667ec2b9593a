"""A guardian in the course of a case: proved, found out late, dead and followed by another; each told to whom it
concerns, and the papers go to who takes them now (民诉法60; 解释83)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.access import disposes, may_dispose, visible_to
from common.cases.actions import announce, ask_for_guardian, link_party, need_power, set_deadline
from common.cases.events import SYSTEM, Audience, By, CaseEvent, Channel, event
from common.cases.models import Case, Party, Todo
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Disposal, Holder, TodoKind
from common.delivery.actions import record_service, serve
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState
from common.documents.actions import issue_paper
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.models import User
from tests.factories import UserFactory, fictitious_id, staff
from tests.factories.intake import TODAY
from tests.intake.filing.test_wards import MOTHER_ID, filed, ward_answers

pytestmark = pytest.mark.django_db

FATHER_ID = fictitious_id(3003)
PROOF = "请带监护证明到法院窗口"


@event("test.wards.noticed", audience=Audience.ALL)
class Noticed(CaseEvent):
    pass


@pytest.fixture(autouse=True)
def _with_the_house(settings: Any, _intake_alone: None) -> None:
    settings.EVENT_HANDLERS = ["yunfu_court.procedure.react"]


@pytest.fixture
def mother() -> User:
    return UserFactory(name="王芳", phone="13800000009", verified=True, id_text=MOTHER_ID)


@pytest.fixture
def chen(luoding: Any) -> User:
    return staff("clerk", luoding, name="陈立")


@pytest.fixture
def ward(mother: User, luoding: Any) -> Party:
    return filed(mother, luoding, ward_answers())


def web(user: User, party: Party) -> By:
    return By(user_id=user.pk, channel=Channel.WEB, party_id=party.pk)


def page_of(party: Party) -> str:
    return reverse("intake:guardian", args=[party.case.uid, party.pk])


def asked(party: Party, about: str = "") -> list[str]:
    subject = f"party:{party.pk}{about}"
    rows = Todo.objects.filter(case=party.case, what=TodoKind.GUARDIAN, done_on=None, subject=subject)
    return list(rows.values_list("words", flat=True))


def told(user: User) -> list[str]:
    return list(
        Notice.objects.filter(user=user, kind="guardian", channel="in_site")
        .order_by("pk")
        .values_list("title", flat=True)
    )


def under_way(party: Party, kind: PaperKind = PaperKind.COMPLAINT_COPY, term: str = "answer") -> Service:
    """The copy of the complaint, or another paper, on its way to the party, and the term that waits for it."""
    case = party.case
    set_deadline(
        case=case,
        term=term,
        holder=Holder.PARTY,
        party_id=party.pk,
        by=SYSTEM,
        awaits=Awaited(kind, party.pk),
    )
    record = announce(case=case, event=Noticed(), by=SYSTEM)
    paper = issue_paper(
        case=case,
        event=record,
        kind=kind,
        title=kind.label,
        context={"day": TODAY.isoformat(), "court": case.court.name},
        audience=Audience.SIDE,
        party=party,
    )
    return serve(party=party, by=SYSTEM, paper=paper)


def guardian(**more: str) -> dict[str, str]:
    first = {"act": "name", "name": "李父", "kinship": "father", "id_number": FATHER_ID, "phone": "13800000033"}
    return {**first, "postal": "罗定市罗城街道甲路1号", "until": "2032-05-01", "proof": "birth", **more}


def test_a_guardian_fills_in_and_disposes_once_the_proof_was_seen(
    client: Client, ward: Party, mother: User, chen: User
) -> None:
    by = web(mother, ward)
    assert visible_to(mother, TODAY).get() == ward.case
    assert asked(ward) == ["王芳代张小明起诉，请核对监护关系证明。材料里没有的，要求补正。"]
    assert not may_dispose(ward.case, mother, Disposal.SETTLE, TODAY)
    assert not disposes(ward, by, Disposal.SETTLE, TODAY)
    with pytest.raises(ActionRefused, match="还没有核对监护关系证明"):
        need_power(party=ward, by=by, act=Disposal.SETTLE, today=TODAY)
    need_power(
        party=ward, by=By(user_id=chen.pk, channel=Channel.COUNTER, party_id=ward.pk), act=Disposal.SETTLE, today=TODAY
    )
    client.force_login(mother)
    case_page = reverse("casefile:case", args=[ward.case.uid])
    assert "法院核对监护关系证明以后，您才能" in client.get(case_page).content.decode()
    client.force_login(chen)
    assert reverse("intake:guardians", args=[ward.case.uid]) in client.get(case_page).content.decode()
    assert "证明待核对" in client.get(reverse("intake:guardians", args=[ward.case.uid])).content.decode()
    assert client.post(page_of(ward), {"act": "check"}).status_code == 422
    for _ in range(2):
        client.post(page_of(ward), {"act": "check", "check-proof": "birth"})
    ward.refresh_from_db()
    assert (ward.guardian_checked_on, asked(ward)) == (TODAY, [])
    assert may_dispose(Case.objects.get(pk=ward.case_id), mother, Disposal.SETTLE, TODAY)
    need_power(party=ward, by=by, act=Disposal.SETTLE, today=TODAY)
    assert ward.case.events.filter(kind="intake.guardian_proved").count() == 1
    assert told(mother) == [PROOF, "监护关系证明已核对"]
    client.force_login(mother)
    assert "法院核对监护关系证明以后" not in client.get(case_page).content.decode()


def test_a_clerk_who_misses_the_proof_asks_for_it_once(client: Client, ward: Party, huang: User) -> None:
    client.force_login(huang)
    review = client.get(reverse("intake:review", args=[ward.case.uid])).content.decode()
    assert "缺少监护关系证明" in review
    assert "q:claimant.1.guardian_name" in review


@pytest.mark.parametrize("role", ["clerk", "judge"])
def test_a_respondent_turns_out_to_be_a_minor(
    client: Client, ward: Party, mother: User, luoding: Any, role: str
) -> None:
    party = ward.case.parties.get(side="respondent")
    child = UserFactory(name=party.name, phone="13800000044", verified=True)
    link_party(party=party, user_id=child.pk, by=SYSTEM, today=TODAY)
    party.refresh_from_db()
    first = under_way(party)
    writer = staff(role, luoding)
    if role == "judge":
        from common.cases.actions import admit
        from common.cases.states import Capacity

        admit(case=ward.case, user_id=writer.pk, capacity=Capacity.JUDGE, by=SYSTEM, today=TODAY)
    client.force_login(writer)
    for change, words in (
        ({"id_number": MOTHER_ID}, "不能同时代表这一方"),
        ({"name": ""}, "请填写"),
        ({"until": (TODAY - timedelta(days=1)).isoformat()}, "不能早于"),
    ):
        refused = client.post(page_of(party), guardian(**change))
        assert (refused.status_code, words in refused.content.decode()) == (422, True), change
    assert client.post(page_of(party), guardian()).status_code == 302
    party.refresh_from_db()
    assert party.head_words == f"法定代理人李父（系{party.name}的父亲）"
    assert (party.guardian_until, party.guardian_checked_on) == (date(2032, 5, 1), TODAY)
    assert (party.user, party.reached_at) == (None, "13800000033")
    assert not visible_to(child, TODAY).exists(), "the minor acts alone no more"
    first.refresh_from_db()
    again = Service.objects.get(party=party, state=ServiceState.PENDING)
    assert (first, first.dispatched_on) == (again, None), "it never went out: it goes to the guardian"
    assert (again.paper, again.method) == (first.paper, Method.POST)
    assert (again.address.recipient_name, again.address.postal) == ("李父", "罗定市罗城街道甲路1号")
    record_service(service=again, by=SYSTEM, day=TODAY, method=Method.POST, today=TODAY, proof="EMS 1")
    answer = party.case.deadlines.exclude(state="void").get(term="answer", party=party)
    assert (answer.state, answer.start) == ("open", TODAY), "the time to answer begins with the guardian's receipt"
    assert told(mother) == [PROOF, "对方的法定代理人已登记"]
    assert asked(party) == []


@pytest.mark.parametrize("closed", [False, True])
def test_what_a_ward_had_received_alone_goes_to_the_guardian(
    client: Client, ward: Party, mother: User, chen: User, closed: bool
) -> None:
    """民诉法60: the receipt of who cannot sue alone starts nothing; also where it is found out after the end."""
    party = ward.case.parties.get(side="respondent")
    if closed:
        Case.objects.filter(pk=ward.case_id).update(closed_on=TODAY, stage="closed")
    first, other = under_way(party), under_way(party)
    for each in (first, other):
        record_service(service=each, by=SYSTEM, day=TODAY, method=Method.POST, today=TODAY, proof="EMS 1")
    if closed:  # of what it had received only what ended the case is sent anew
        more = under_way(party)
        record_service(service=more, by=SYSTEM, day=TODAY, method=Method.POST, today=TODAY, proof="EMS 1")
        Service.objects.filter(pk__in=[first.pk, other.pk]).update(decision=True)
    client.force_login(chen)
    page = page_of(party)
    assert client.post(page, guardian()).headers["location"] == page
    assert asked(party, ":papers") == [f"{party.name}有法定代理人以前，本人收过2份文书，请看是否改送法定代理人李父。"]
    assert "答辩、上诉的期限从法定代理人收到后另算" in client.get(page).content.decode()
    refused = client.post(page, {"act": "papers", "papers-again": [first.pk]})
    assert (refused.status_code, "没有勾选的，请选不改送的理由" in refused.content.decode()) == (422, True)
    for _ in range(2):
        client.post(page, {"act": "papers", "papers-again": [first.pk], "papers-kept": "nothing_runs"})
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.state, first.served_on, other.state) == ("recalled", None, "served")
    again = Service.objects.get(party=party, state=ServiceState.PENDING)
    assert (again.paper, again.address.recipient_name) == (first.paper, "李父")
    answer = party.case.deadlines.exclude(state="void").get(term="answer", party=party)
    assert (answer.state, answer.start) == ("waiting", None), "it begins with the guardian's receipt"
    said = Notice.objects.get(user=mother, kind="taken_back", channel="in_site").body
    assert ("它现在没有生效" in said) is closed, "who had read that it was in effect (民诉法158)"
    assert bool(asked(party, ":alone")) is closed, "tried without a guardian: the judge looks (民诉法211(8))"
    assert asked(party, ":papers") == []
    assert "本人收过的文书" not in client.get(page).content.decode()
    record_service(service=again, by=SYSTEM, day=TODAY, method=Method.POST, today=TODAY, proof="EMS 2")
    answer.refresh_from_db()
    assert (answer.state, answer.start) == ("open", TODAY)


def test_what_came_after_the_end_and_set_days_running_goes_to_the_guardian_too(
    client: Client, ward: Party, chen: User
) -> None:
    """民诉法60; 收费办法29: a demand for the fee that only the ward had received, of a case that is over."""
    party = ward.case.parties.get(side="respondent")
    old, demand = under_way(party), under_way(party, PaperKind.FEE_NOTICE, "fee_demand")
    record_service(service=old, by=SYSTEM, day=TODAY, method=Method.POST, today=TODAY, proof="EMS 1")
    Case.objects.filter(pk=ward.case_id).update(closed_on=TODAY, stage="closed")
    later = TODAY + timedelta(2)
    record_service(service=demand, by=SYSTEM, day=later, method=Method.POST, today=later, proof="EMS 2")
    client.force_login(chen)
    client.post(page_of(party), guardian())
    assert asked(party, ":papers") == [f"{party.name}有法定代理人以前，本人收过1份文书，请看是否改送法定代理人李父。"]
    client.post(page_of(party), {"act": "papers", "papers-again": [demand.pk]})
    term = party.case.deadlines.exclude(state="void").get(term="fee_demand", party=party)
    assert (term.state, term.start) == ("waiting", None), "it runs from the guardian's receipt"
    old.refresh_from_db()
    assert old.state == "served", "nobody answers a complaint any more"


def test_whoever_files_for_a_ward_hears_and_reads_what_proves_it(
    client: Client, ward: Party, mother: User, chen: User
) -> None:
    """民诉法60: by message, beside the evidence, and to the clerk who registers; until the court has seen it."""
    assert told(mother) == [PROOF]
    pages = ((mother, "intake:more_evidence"), (chen, "intake:register"))
    for checked in (False, True):
        for user, name in pages:
            client.force_login(user)
            page = client.get(reverse(name, args=[ward.case.uid])).content.decode()
            assert ("监护证明还没有核对" in page) is not checked, (name, checked)
        client.force_login(chen)
        client.post(page_of(ward), {"act": "check", "check-proof": "register"})


def test_a_guardian_named_without_proof_stands_on_the_clerks_list(client: Client, ward: Party, chen: User) -> None:
    party = ward.case.parties.get(side="respondent")
    client.force_login(chen)
    client.post(page_of(party), guardian(proof=""))
    party.refresh_from_db()
    assert party.guardian_unproved
    assert asked(party) == [f"{party.name}的法定代理人李父还没有交监护关系证明，请核对。"]


def test_a_guardian_dies_and_another_follows(client: Client, ward: Party, mother: User, chen: User) -> None:
    client.force_login(chen)
    client.post(page_of(ward), {"act": "check", "check-proof": "register"})
    first = under_way(ward)
    client.post(page_of(ward), {"act": "end", "end-reason": "died"})
    ward.refresh_from_db()
    assert (ward.guardian, ward.user, ward.guardian_ended_on) == ("", None, TODAY)
    assert not visible_to(mother, TODAY).exists()
    (words,) = asked(ward)
    assert "法定代理人死亡" in words
    assert "由法院指定" in words
    assert "您不再是法定代理人" in told(mother)
    first.refresh_from_db()
    assert first.state == ServiceState.PENDING, "nobody is there yet to whom it could go"
    client.post(page_of(ward), guardian(name="张父"))
    ward.refresh_from_db()
    assert (ward.guardian, ward.guardian_ended_on, ward.guardian_checked_on) == ("张父", None, TODAY)
    assert asked(ward) == []
    again = Service.objects.get(party=ward, paper=first.paper, state=ServiceState.PENDING)
    assert again.address.recipient_name == "张父"
    kinds = ward.case.events.filter(kind__startswith="intake.guardian").order_by("seq").values_list("kind", flat=True)
    assert [kind.rpartition("_")[2] for kind in kinds] == ["proved", "ended", "named", "proved"]


def test_whoever_can_sue_again_takes_the_papers(client: Client, ward: Party, chen: User) -> None:
    first = under_way(ward)
    client.force_login(chen)
    client.post(page_of(ward), {"act": "end", "end-reason": "capable"})
    assert asked(ward) == []
    again = Service.objects.get(party=ward, paper=first.paper, state=ServiceState.PENDING)
    assert again.address.recipient_name == "张小明"
    assert client.post(page_of(ward), {"act": "end", "end-reason": "capable"}).status_code == 422


def test_the_doors_are_the_courts(client: Client, ward: Party, mother: User, luoding: Any) -> None:
    client.force_login(mother)
    assert client.get(page_of(ward)).status_code == 403
    client.force_login(staff("finance", luoding))
    assert client.get(page_of(ward)).status_code == 403


def young(party: Party, age: int) -> None:
    """Somebody of this age today, without guardian, as the other side wrote them down."""
    born = TODAY.replace(year=TODAY.year - age)
    Party.objects.filter(pk=party.pk).update(birth_date=born)


@pytest.mark.parametrize(("age", "may"), [(15, False), (16, True), (17, True), (18, False)])
def test_who_lives_by_their_own_work_acts_alone_once_it_was_seen(
    client: Client, ward: Party, chen: User, age: int, may: bool
) -> None:
    """民法典18第2款: of sixteen and seventeen; before it was seen they need a guardian; others hear."""
    party = ward.case.parties.get(side="respondent")
    young(party, age)
    user = UserFactory(name=party.name, verified=True)
    link_party(party=party, user_id=user.pk, by=SYSTEM, today=TODAY)
    party.refresh_from_db()
    ask_for_guardian(party=party, user=user, by=SYSTEM, today=TODAY)
    assert disposes(party, web(user, party), Disposal.SETTLE, TODAY) is (age == 18)
    client.force_login(chen)
    assert ("已核对，由本人办理" in client.get(page_of(party)).content.decode()) is may
    answer = client.post(page_of(party), {"act": "work", "work-proof": "contract"})
    assert answer.status_code == (302 if may else 422)
    party.refresh_from_db()
    if not may:
        assert party.own_work_checked_on is None
        return
    case = Case.objects.get(pk=party.case_id)
    assert asked(party) == []
    assert may_dispose(case, user, Disposal.SETTLE, TODAY)
    need_power(party=party, by=web(user, party), act=Disposal.SETTLE, today=TODAY)
    need_power(
        party=party,
        by=By(user_id=chen.pk, channel=Channel.COUNTER, party_id=party.pk),
        act=Disposal.SETTLE,
        today=TODAY,
    )
    assert told(user) == ["您可以自己办理"]
    assert "靠自己的劳动收入生活" in client.get(page_of(party)).content.decode()
    client.post(page_of(party), {"act": "work", "work-proof": "contract"})
    assert case.events.filter(kind="intake.own_work_proved").count() == 1, "twice is once"


def test_own_work_that_was_written_down_wrongly_is_put_right(client: Client, ward: Party, chen: User) -> None:
    """民诉法60: from then on nothing is signed alone; the clerk is asked for the guardian, and everybody hears."""
    party = ward.case.parties.get(side="respondent")
    young(party, 16)
    user = UserFactory(name=party.name, verified=True)
    link_party(party=party, user_id=user.pk, by=SYSTEM, today=TODAY)
    client.force_login(chen)
    assert client.post(page_of(party), {"act": "unwork"}).status_code == 422, "nothing to put right"
    client.post(page_of(party), {"act": "work", "work-proof": "contract"})
    assert "登记有误，更正" in client.get(page_of(party)).content.decode()
    assert client.post(page_of(party), {"act": "unwork"}).status_code == 302
    party.refresh_from_db()
    assert (party.own_work_checked_on, len(asked(party))) == (None, 1)
    assert not disposes(party, web(user, party), Disposal.SETTLE, TODAY)
    assert told(user)[-1] == "请监护人来登记"
    assert "已核对，由本人办理" in client.get(page_of(party)).content.decode(), (
        "the right one may be written down again"
    )


def test_whose_guardian_acted_until_the_work_was_seen_acts_alone(
    client: Client, ward: Party, mother: User, chen: User
) -> None:
    first = under_way(ward)
    young(ward, 17)
    client.force_login(chen)
    assert client.post(page_of(ward), {"act": "work"}).status_code == 422
    client.post(page_of(ward), {"act": "work", "work-proof": "business"})
    ward.refresh_from_db()
    assert (ward.guardian, ward.own_work_checked_on, asked(ward)) == ("", TODAY, [])
    assert not visible_to(mother, TODAY).exists()
    assert Service.objects.get(paper=first.paper, state=ServiceState.PENDING).address.recipient_name == "张小明"
    client.post(page_of(ward), guardian(name="张父"))
    ward.refresh_from_db()
    assert (ward.guardian, ward.own_work_checked_on) == ("张父", None), "who has a guardian does not act alone"
