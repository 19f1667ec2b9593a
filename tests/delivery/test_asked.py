"""A paper that did not arrive: each side hears of it, who sued says where the other is found, and it goes there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client

from common.cases.actions import admit, record_facts, sweep_lapsed
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Party, Todo
from common.cases.states import Capacity, FactKey, TodoKind
from common.delivery import actions, queries
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState
from common.law import clock
from common.notifications.models import Notice
from tests.delivery.conftest import CLERK, MONDAY, NUMBER, signed
from tests.delivery.test_service import copy_to, fee_notice, waits
from tests.factories import UserFactory, staff

pytestmark = pytest.mark.django_db
HANDLERS = list(project.EVENT_HANDLERS)


@pytest.fixture
def told(suit: Any, settings: Any) -> tuple[Case, Party, Party]:
    settings.EVENT_HANDLERS = HANDLERS
    return suit


def bodies(kind: str) -> list[str]:
    return sorted(set(Notice.objects.filter(kind=kind).values_list("body", flat=True)))


def test_a_receipt_is_told_with_its_way_and_what_runs(told: Any) -> None:
    case, party, _ = told
    with clock.at(MONDAY):
        waits(case, party)
        row = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party), method=Method.POST)
        proof = signed(party, number=NUMBER)
        actions.record_service(service=row, by=CLERK, day=MONDAY, method=Method.POST, today=MONDAY, shown=proof)
    told_by = dict(Notice.objects.filter(kind="served").values_list("channel", "body"))
    for words, proof in ((told_by["in_site"], NUMBER), (told_by["sms"], "凭证登录可看")):
        for each in ("11 月 23 日邮寄送达", "11 月 30 日", proof):
            assert each in words, words
    assert NUMBER not in told_by["sms"]
    assert set(Notice.objects.filter(kind="served").values_list("link", flat=True)) == {f"/delivery/{row.uid}/"}


def test_who_sued_is_asked_and_the_paper_goes_where_they_say(told: Any, zhang: Any, client: Client) -> None:
    case, _, li = told
    stranger = UserFactory(name="李四", verified=True)
    admit(case=case, user_id=stranger.pk, capacity=Capacity.PARTY, by=CLERK, today=MONDAY, party=li)
    with clock.at(MONDAY):
        row = copy_to(case, li)
        actions.fail_service(service=row, by=CLERK, reason="原址查无此人")
        row.refresh_from_db()
        term = Deadline.objects.get(case=case, term="other_address")
        assert (row.asked, term.due, term.holder, term.confirmed) == ("runs", date(2026, 12, 8), "party", False)
        assert "12 月 8 日前登录告诉法院" in bodies("other_address")[0]
        assert len(bodies("not_served")) == 1
        url = f"/delivery/{row.uid}/elsewhere/"
        client.force_login(stranger)
        assert client.get(url).status_code == 404, "nobody is asked where they themselves are"
        assert "提供李四" not in client.get(f"/cases/{case.uid}/").content.decode()
        client.force_login(zhang)
        assert "提供李四的地址、电话" in client.get(f"/cases/{case.uid}/").content.decode()
        assert "最后用公告送达" in client.get(url).content.decode(), "what happens when nobody answers"
        empty = client.post(url, {"postal": "", "phone": "", "other": ""})
        assert (empty.status_code, "都不知道的" in empty.content.decode()) == (422, True)
        client.post(url, {"postal": "罗定市素龙街道九号", "phone": "13900000077", "other": ""})
        again = Service.objects.get(party=li, state=ServiceState.PENDING)
        assert (again.method, again.address.postal, again.address.confirmed_at) == (
            Method.POST,
            "罗定市素龙街道九号",
            None,
        )
        assert again.address.phone == "", "the other side's word is no telephone of the party's"
        assert "提供李四" not in client.get(f"/cases/{case.uid}/").content.decode()
        assert "您告诉了法院怎么找到对方，文书照这个地址再送" in client.get(f"/cases/{case.uid}/").content.decode()
        assert state_of(term) == "met"
        assert "不用再提供地址" in client.get(url).content.decode()
        client.force_login(stranger)
        page = client.get(f"/cases/{case.uid}/").content.decode()
        assert "找到对方" not in page, "nobody reads what was told of them"
        assert "您确认了送达地址" not in page, "what the other side said, the party has not"


def test_what_the_party_confirmed_is_not_put_aside_by_the_other(told: Any, zhang: Any, client: Client) -> None:
    case, _, li = told
    with clock.at(MONDAY):
        actions.confirm_address(party=li, by=CLERK, recipient_name="李四", postal="罗定市附城街道三号")
        row = copy_to(case, li)
        actions.fail_service(service=row, by=CLERK, reason="原址查无此人")
        client.force_login(zhang)
        client.post(f"/delivery/{row.uid}/elsewhere/", {"postal": "别处九号院", "phone": "", "other": "在糖厂上班"})
        address = queries.current_address(li)
        assert address is not None
        assert address.postal == "罗定市附城街道三号"
        client.force_login(staff("court_clerk", case.court))
        for page in ("/delivery/", f"/delivery/{row.uid}/again/"):
            assert "在糖厂上班" in client.get(page).content.decode(), page


def state_of(term: Deadline) -> str:
    term.refresh_from_db()
    return term.state


def todos(case: Case) -> list[str]:
    return list(Todo.objects.filter(case=case, what=TodoKind.SERVICE, done_on=None).values_list("words", flat=True))


NOBODY_KNOWS = {"postal": "", "phone": "", "other": "", "unknown": "on"}
# what is said; what its own page says of it then, what the court is to do, how the term ends
ANSWERS = [
    (
        "does not know",
        NOBODY_KNOWS,
        "您告诉法院，您不知道在哪里找到对方",
        "说不知道在哪里。请决定换哪一种方式送",
        "met",
    ),
    ("a telephone", {"phone": "13900000077"}, "您告诉了法院怎么找到对方", "说了怎么找。请看怎么找，再送", "met"),
    ("nothing", None, "您没有在期限内提供对方的地址", "没有回答。请决定换哪一种方式送", "lapsed"),
]


@pytest.mark.parametrize(("said", "page", "todo", "ends"), [each[1:] for each in ANSWERS], ids=[e[0] for e in ANSWERS])
def test_each_answer_has_its_words_and_the_court_decides(
    told: Any, zhang: Any, client: Client, said: dict[str, str] | None, page: str, todo: str, ends: str
) -> None:
    """简易规定8, 民诉法95: nobody waits for ever; what nobody says is the court's to decide, and who asks is told."""
    case, _, li = told
    with clock.at(MONDAY):
        row = copy_to(case, li)
        actions.fail_service(service=row, by=CLERK, reason="原址查无此人")
        term = Deadline.objects.get(case=case, term="other_address")
        assert todos(case) == []
    on = MONDAY if said else date(2026, 12, 9)
    client.force_login(zhang)
    with clock.at(on):
        if said is None:
            assert sweep_lapsed(today=on, by=SYSTEM) == 1
            assert "以后知道了" in bodies("not_said")[0]
        else:
            assert client.post(f"/delivery/{row.uid}/elsewhere/", said).status_code == 302
        (words,) = todos(case)
        assert todo in words
        seen = client.get(f"/cases/{case.uid}/").content.decode()
        assert page in seen
        assert "日前提供新的地址" not in seen, "the duty has ended"
        assert state_of(term) == ends
        again = actions.serve_again(service=row, method=Method.IN_PERSON, by=CLERK)
        assert todos(case) == []
        assert "改用直接送达" in bodies("tried_again")[0], "who asked for it is told what the court does"
        actions.fail_service(service=again, by=CLERK, reason="原址查无此人")
        asked_anew = Deadline.objects.filter(case=case, term="other_address", state="open").exists()
        assert asked_anew is bool(said and said.get("phone")), "who does not know is not asked again"
        assert bool(todos(case)) is not asked_anew


def test_whoever_hides_is_searched_for_by_nobody(told: Any, zhang: Any, client: Client) -> None:
    """专递规定4; 反家暴法5: the other side is not asked, nor told that it may say where they are."""
    case, _, li = told
    with clock.at(MONDAY):
        first = copy_to(case, li)
        actions.fail_service(service=first, by=CLERK, reason="原址查无此人")
        client.force_login(zhang)
        assert client.get(f"/delivery/{first.uid}/elsewhere/").status_code == 200
        actions.confirm_address(party=li, by=CLERK, recipient_name="李四", postal="别处", kept=True)
        assert not Deadline.objects.filter(case=case, term="other_address", state="open").exists()
        assert client.get(f"/delivery/{first.uid}/elsewhere/").status_code == 404, "since it is kept"
        second = Service.objects.get(party=li, state=ServiceState.PENDING)
        Notice.objects.all().delete()
        actions.fail_service(service=second, by=CLERK, reason="原址查无此人")
        second.refresh_from_db()
        assert (second.asked, bodies("other_address")) == ("", [])
        assert client.get(f"/delivery/{second.uid}/elsewhere/").status_code == 404
        assert "提供李四" not in client.get(f"/cases/{case.uid}/").content.decode()
        client.force_login(staff("court_clerk", case.court))
        assert "没有问对方" in client.get(f"/delivery/{second.uid}/again/").content.decode()


def test_one_envelope_is_one_message_and_the_party_says_where_it_is(told: Any, client: Client) -> None:
    case, _, li = told
    stranger = UserFactory(name="李四", verified=True)
    admit(case=case, user_id=stranger.pk, capacity=Capacity.PARTY, by=CLERK, today=MONDAY, party=li)
    Party.objects.filter(pk=li.pk).update(user=stranger)
    li.refresh_from_db()
    with clock.at(MONDAY):
        rows = [actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=Method.POST) for _ in range(2)]
        client.force_login(staff("court_clerk", case.court))
        post = {"reason": "原址查无此人", "dispatched_on": "", "together": [rows[1].uid]}
        client.post(f"/delivery/{rows[0].uid}/fail/", post)
        for kind in ("not_served", "other_address"):
            assert Notice.objects.filter(kind=kind, channel="in_site").count() == 1, kind
        link = Notice.objects.filter(kind="not_served").values_list("link", flat=True)[0]
        client.force_login(stranger)
        assert "没有送到您那里" in client.get(f"/cases/{case.uid}/").content.decode()
        form = {"recipient_name": "李四", "postal": "罗定市素龙街道九号", "phone": "13900000078", "e_consent": "no"}
        assert client.post(link, form).status_code == 302
        again = Service.objects.filter(party=li, state=ServiceState.PENDING)
        assert {row.address.postal for row in again} == {"罗定市素龙街道九号"}, "what failed goes there"
        assert len(again) == 2
        client.force_login(staff("court_clerk", case.court))
        first, other = again
        form = {"method": "post", "day": "2026-11-23", "number": NUMBER, "signer": "李四", "relation": "self"}
        client.post(f"/delivery/{first.uid}/record/", {**form, "together": [other.uid]})
        (sms,) = Notice.objects.filter(kind="served", channel="sms").values_list("body", flat=True)
        assert "等 2 份" in sms
        assert Notice.objects.filter(kind="served", channel="in_site").count() == 2


def test_an_address_found_while_a_notice_runs_ends_it_aloud(told: Any, zhang: Any, client: Client) -> None:
    case, _, li = told
    with clock.at(MONDAY):
        row = copy_to(case, li)
        actions.fail_service(service=row, by=CLERK, reason="原址查无此人")
        record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
        public = actions.serve_again(service=row, method=Method.PUBLIC, by=CLERK)
        actions.publish(service=public, on=MONDAY, where="法院公告栏", by=CLERK, today=MONDAY)
        assert "已经公告送达" in " ".join(bodies("published"))
        client.force_login(zhang)
        url = f"/delivery/{row.uid}/elsewhere/"
        assert "公告不再算" in client.get(url).content.decode()
        answer = client.post(url, {"postal": "罗定市素龙街道九号"}, follow=True).content.decode()
        assert "公告不再算，文书照这个地址再送" in answer, "said on the page"
        assert "有了李四的地址，公告不再算" in answer, "and on the timeline"
    public.refresh_from_db()
    assert public.state == ServiceState.RECALLED


def test_the_address_that_failed_is_no_other(told: Any, zhang: Any, client: Client) -> None:
    case, _, li = told
    with clock.at(MONDAY):
        row = copy_to(case, li)
        actions.fail_service(service=row, by=CLERK, reason="原址查无此人")
        client.force_login(zhang)
        url = f"/delivery/{row.uid}/elsewhere/"
        answer = client.post(url, {"postal": f" {li.address} ", "phone": "", "other": ""})
        assert (answer.status_code, "这就是没有送到的地址" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("summons", "开庭可能要改期"), ("mediation_paper", "调解书不生效"), ("complaint_copy", "答辩期不开始")],
)
def test_who_sued_is_asked_in_the_words_of_the_paper(
    told: Any, zhang: Any, client: Client, kind: str, words: str
) -> None:
    case, _, li = told
    with clock.at(MONDAY):
        row = copy_to(case, li)
        row.paper.context = {**row.paper.context, "on": "2026-12-03"}
        row.paper.save()
        Service.objects.filter(pk=row.pk).update(kind=kind)
        row.refresh_from_db()
        actions.fail_service(service=row, by=CLERK, reason="原址查无此人")
        client.force_login(zhang)
        page = client.get(f"/delivery/{row.uid}/elsewhere/").content.decode()
        assert words in page
        assert words in client.get(f"/cases/{case.uid}/").content.decode()
        due = Deadline.objects.get(case=case, term="other_address").due
        assert (due < date(2026, 12, 3)) is (kind == "summons"), "before the hearing (民诉法139)"
