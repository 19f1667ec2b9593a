"""What each way of service must show: way x proof (民诉法87-89, 91; 解释130-133), and one envelope as one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from common.cases.actions import add_representation, admit
from common.cases.models import Event, Party
from common.cases.rules import ActionRefused
from common.cases.states import Authority, Capacity, PartyKind
from common.delivery import actions
from common.delivery.models import Service
from common.delivery.rules import Signed, proof_problem, signers, tells
from common.delivery.states import Method, Relation
from common.law import clock
from common.law.papers import PaperKind
from common.people.states import Role
from tests.delivery.conftest import CLERK, MONDAY, NUMBER, signed
from tests.delivery.test_service import fee_notice, waits
from tests.factories import UserFactory, staff
from tests.tables import rows

C, P, I, L = Method.COUNTER, Method.POST, Method.IN_PERSON, Method.LEFT  # noqa: E741
GOOD = Signed(number=NUMBER, signer="李梅", relation=Relation.FAMILY, identity="002x")
DOOR = Signed(refused="李四说与他无关，拒绝签收", witness="王敏", witness_of="附城街道居民委员会")

# what, way, what the receipt shows, a picture, the field that is wrong
PROOFS: list[tuple[str, Method, Signed, bool, str]] = [
    ("a letter with its number, signed by the family", P, replace(GOOD, identity=""), False, ""),
    ("a letter without a number", P, replace(GOOD, number=""), True, "number"),
    ("x", P, replace(GOOD, number="x"), True, "number"),
    (
        "it came back from an address that is not its own",
        P,
        Signed(number=NUMBER, refused="搬走了，查无此人"),
        True,
        "refused",
    ),
    ("nobody signed", P, replace(GOOD, signer=""), True, "signer"),
    ("放门口了", P, replace(GOOD, signer="放门口了"), True, "signer"),
    ("保安签收", P, replace(GOOD, signer="保安签收"), True, "signer"),
    ("signed by x", P, replace(GOOD, signer="x"), True, "signer"),
    ("signed by somebody of no relation", P, replace(GOOD, relation=""), False, "relation"),
    ("a person has no mailroom", P, replace(GOOD, relation=Relation.MAILROOM), False, "relation"),
    ("brought, and who took it was known", I, replace(GOOD, number=""), False, ""),
    ("brought, to nobody knows whom", I, replace(GOOD, number="", identity=""), True, "identity"),
    ("fetched, with a card", C, replace(GOOD, number=""), False, ""),
    ("fetched, x", C, Signed(signer="x"), False, "signer"),
    ("came and signed nothing (解释131)", C, Signed(refused="到窗口看过后拒绝签署回证"), False, ""),
    ("came and signed nothing, x", C, Signed(refused="x"), False, "refused"),
    ("met elsewhere and signed nothing, on film", I, Signed(refused="在工地看过后拒绝签署回证"), True, ""),
    ("met elsewhere and signed nothing, unseen", I, Signed(refused="在工地看过后拒绝签署回证"), False, "photo"),
    ("left before a witness", L, DOOR, False, ""),
    ("left and photographed", L, Signed(refused=DOOR.refused), True, ""),
    ("left with nobody by", L, Signed(refused=DOOR.refused), False, "witness"),
    ("left before a neighbour", L, replace(DOOR, witness="邻居"), False, "witness"),
    ("left before somebody of nowhere", L, replace(DOOR, witness_of=""), False, "witness_of"),
    ("put down where nobody was", L, Signed(), True, "refused"),
    ("put down where nobody was, and said so", L, Signed(refused="放门口了"), True, "refused"),
    ("stuck on a shut door", L, replace(DOOR, refused="没人在家，贴门上了"), False, "refused"),
    ("nobody opened", L, replace(DOOR, refused="敲门三次没有人应"), True, "refused"),
    ("refused, then left at the door", L, Signed(refused="本人隔着门拒收，放在门口"), True, ""),
]


@rows(("what", "method", "shown", "photo", "field"), PROOFS)
def test_the_proof_of_each_way(method: Method, shown: Signed, photo: bool, field: str) -> None:
    found, words = proof_problem(method, shown, may=signers(PartyKind.NATURAL), photo=photo)
    assert found == field
    assert bool(words) == bool(field)


def test_who_may_sign() -> None:
    assert Relation.FAMILY not in signers(PartyKind.LEGAL)
    assert Relation.MAILROOM in signers(PartyKind.OTHER)
    assert Relation.GUARDIAN in signers(PartyKind.NATURAL, ward=True)
    assert Relation.SELF not in signers(PartyKind.NATURAL, ward=True), "民诉法60"
    refused = Signed(refused="看过后不同意了，拒绝签收")
    paper = PaperKind.MEDIATION_PAPER
    assert proof_problem(C, refused, may=(), photo=True, paper=paper)[0] == "refused", "not accepted (民诉法102)"


@rows(("text", "told"), [("x", False), ("。。。", False), ("无", False), ("查无此人", True), ("啊啊啊啊啊", False)])
def test_a_reason_tells_something(text: str, told: bool) -> None:
    assert tells(text) is told


@pytest.mark.django_db
def test_the_other_side_and_a_stranger_do_not_sign(suit: Any) -> None:
    case, zhang, li = suit
    with clock.at(MONDAY):
        row = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=P)
        given: dict[str, Any] = {"service": row, "by": CLERK, "day": MONDAY, "method": P, "today": MONDAY}
        for shown, field in (
            (signed(li, number=NUMBER, signer=zhang.name, relation=Relation.FAMILY), "signer"),
            (signed(li, number=NUMBER, signer="王五"), "signer"),
            (signed(li, number="放门口了"), "number"),
        ):
            with pytest.raises(ActionRefused) as refused:
                actions.record_service(**given, shown=shown)
            assert refused.value.field == field
        with pytest.raises(ActionRefused, match="未能送达的原因"):
            actions.fail_service(service=row, by=CLERK, reason="x")
        done = actions.record_service(**given, shown=signed(li, number="xa 000000001 cn", identity=""))
    assert done.proof == f"邮件号码 {NUMBER}，李四（本人）签收"


@pytest.mark.django_db
def test_nobody_signs_as_an_agent_or_a_recipient_whom_the_file_does_not_know(suit: Any) -> None:
    """民诉法88: the agent is the party's, and who takes papers was named by it."""
    case, _, li = suit
    with clock.at(MONDAY):
        row = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=P)

        def record(relation: Relation, name: str) -> str:
            shown = Signed(number=NUMBER, signer=name, relation=relation)
            try:
                actions.record_service(service=row, by=CLERK, day=MONDAY, method=P, today=MONDAY, shown=shown)
            except ActionRefused as refused:
                return refused.field
            return ""

        assert record(Relation.AGENT, "赵六") == "signer"
        assert record(Relation.NAMED, "何文") == "signer"
        said = {"phone": "13700000009", "unit": "", "authority": Authority.GENERAL, "powers": []}
        add_representation(party=li, name="王律师", since=MONDAY, **said)
        actions.confirm_address(party=li, by=CLERK, recipient_name="何文", postal="罗定市罗城街道一号")
        row.refresh_from_db()
        assert record(Relation.AGENT, "赵六") == "signer"
        assert record(Relation.NAMED, "王律师") == "signer"
        assert record(Relation.NAMED, "何文") == ""


@pytest.mark.django_db
def test_two_people_of_one_name_are_two(suit: Any) -> None:
    case, zhang, li = suit
    Party.objects.filter(pk=zhang.pk).update(name=li.name)
    with clock.at(MONDAY):
        row = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=P)
        shown = signed(li, number=NUMBER, identity="")
        done = actions.record_service(service=row, by=CLERK, day=MONDAY, method=P, today=MONDAY, shown=shown)
    assert done.state == "served"


@pytest.mark.django_db
def test_one_envelope_is_one_act(suit: Any, client: Client) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        term = waits(case, li)
        first, second, third = [
            actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=way) for way in (P, P, I)
        ]
        client.force_login(staff(Role.COURT_CLERK, case.court))
        url = f"/delivery/{first.uid}/"
        page = client.get(f"{url}record/").content.decode()
        assert second.uid in page
        assert third.uid not in page, "that one is brought"
        client.post(f"{url}send/", {"on": "2026-11-23", "together": [second.uid]})
        assert Service.objects.filter(dispatched_on=MONDAY).count() == 2
        bad = {"method": "post", "day": "2026-11-23", "number": "x", "together": [second.uid]}
        assert client.post(f"{url}record/", bad).status_code == 422
        assert not Service.objects.filter(state="served").exists(), "half an envelope has no result"
        good = bad | {"number": NUMBER, "signer": "李四", "relation": "self"}
        answer = client.post(f"{url}record/", good, follow=True).content.decode()
        assert "另外 1 份也已登记" in answer
    assert set(Service.objects.filter(state="served").values_list("pk", flat=True)) == {first.pk, second.pk}
    assert Event.objects.filter(case=case, kind="delivery.served").count() == 2
    term.refresh_from_db()
    assert term.start == MONDAY


@pytest.mark.django_db
def test_the_list_shows_what_is_due_where_and_how_often(suit: Any, client: Client) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        actions.confirm_address(party=li, by=CLERK, recipient_name="李四", postal="罗定市附城街道三号", confirmed=False)
        row = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li))
        actions.fail_service(service=row, by=CLERK, reason="原址查无此人")
        actions.serve_again(service=row, method=P, by=CLERK)
    client.force_login(staff(Role.COURT_CLERK, case.court))
    with clock.at(date(2026, 11, 26)):
        page = client.get("/delivery/").content.decode()
    for words in ("罗定市附城街道三号", "前面 1 次没有送到", "已经 3 日", "12 月 8 日"):
        assert words in page, words


def test_what_comes_back_from_ones_own_address_is_served_that_day(suit: Any, zhang: Any, client: Client) -> None:
    """专递规定11: who gave a wrong address, moved without a word or refuses has received it when it is returned."""
    case, _, li = suit
    back = Signed(number=NUMBER, refused="搬走了没有告诉法院，查无此人")
    with clock.at(MONDAY):
        row = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=P)
        proof = {"by": CLERK, "day": MONDAY, "method": P, "today": MONDAY, "shown": back}
        with pytest.raises(ActionRefused, match="不是当事人自己提供或者确认的"):
            actions.record_service(service=row, **proof)
        actions.confirm_address(party=li, by=CLERK, recipient_name="李四", postal="罗定市附城街道三号")
        row = actions.record_service(service=Service.objects.get(party=li, state="pending"), **proof)
    assert row.served_on == MONDAY
    assert "退回：搬走了没有告诉法院" in row.proof
    assert Event.objects.get(case=case, kind="delivery.served").payload["unsigned"] is True
    client.force_login(zhang)
    page = client.get(f"/cases/{case.uid}/").content.decode()
    assert "李四的邮件退回，视为已收到" in page
    assert "李四已收到" not in page
    itself = UserFactory(name="李四", verified=True)
    admit(case=case, user_id=itself.pk, capacity=Capacity.PARTY, by=CLERK, today=MONDAY, party=li)
    client.force_login(itself)
    assert "邮件寄到您确认的地址，没有收下" in client.get(f"/delivery/{row.uid}/").content.decode()
    with clock.at(MONDAY):
        other = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=P)
        shown = Signed(number=NUMBER, signer="李四", relation=Relation.SELF)
        actions.record_service(service=other, by=CLERK, day=MONDAY, method=P, today=MONDAY, shown=shown)
    assert "没有收下" not in client.get(f"/delivery/{other.uid}/").content.decode(), "signed for, whatever it says"


def test_two_clerks_at_once_or_a_party_that_moved(suit: Any, client: Client) -> None:
    case, _, li = suit
    client.force_login(staff(Role.COURT_CLERK, case.court))
    with clock.at(MONDAY):
        row = actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=P)
        page = client.get(f"/delivery/{row.uid}/record/").content.decode()
        seen = page.split('name="seen" value="')[1].split('"')[0]
        actions.confirm_address(party=li, by=CLERK, recipient_name="李四", postal="罗定市素龙街道九号")
        given = {"reason": "原址查无此人，邮局退回", "dispatched_on": "", "sent_proof": ""}
        late = client.post(f"/delivery/{row.uid}/fail/", {**given, "seen": seen})
        assert (late.status_code, "刚才改了送达地址" in late.content.decode()) == (422, True)
        row.refresh_from_db()
        assert row.state == "pending", "the paper is on its way to the new address"
        actions.send_out(service=row, on=MONDAY, by=CLERK, today=MONDAY)
    with clock.at(date(2026, 11, 25)):
        more = {"by": CLERK, "proof": "XA1 重核", "today": date(2026, 11, 25), "expected": MONDAY}
        actions.correct_dispatch(service=row, on=date(2026, 11, 24), **more)
        with pytest.raises(ActionRefused, match="同事刚才已经把发出日期改成 11 月 24 日"):
            actions.correct_dispatch(service=row, on=date(2026, 11, 25), **more)
