"""The notice for everybody: whom it may name, what it must say (解释139), and when it is taken down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.db import transaction
from django.test import Client

from common.cases.actions import record_facts, set_deadline
from common.cases.actions.leaving import leave
from common.cases.events import By, Channel
from common.cases.models import Case, Claim, Party
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import FactKey, Holder, Side
from common.delivery import actions, queries
from common.delivery.models import Service
from common.delivery.rules import lays_open
from common.delivery.states import Method, ServiceState
from common.law import clock
from common.law.papers import PaperKind
from common.law.procedures import Procedure
from intake.review.actions import withdraw
from tests.delivery.conftest import CLERK, MONDAY
from tests.delivery.test_service import copy_to
from tests.factories import court, staff
from tests.factories.intake import make_filing

pytestmark = pytest.mark.django_db
HANDLERS = list(project.EVENT_HANDLERS)


def announced(case: Case, party: Party, *, gist: str = "", **more: Any) -> Service:
    record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
    first = copy_to(case, party)
    Service.objects.filter(pk=first.pk).update(**more)
    first.refresh_from_db()
    actions.fail_service(service=first, by=CLERK, reason="原址查无此人")
    row = actions.serve_again(service=first, method=Method.PUBLIC, by=CLERK)
    Service.objects.filter(pk=row.pk).update(**more)
    row.refresh_from_db()
    return actions.publish(service=row, on=MONDAY, where="法院公告栏", by=CLERK, today=MONDAY, gist=gist)


def board(client: Client) -> str:
    answer = client.get("/delivery/notices/")
    assert "noindex" in answer.headers["X-Robots-Tag"]
    return answer.content.decode().split("<main")[-1]


def test_it_says_what_the_article_asks(suit: Any, client: Client) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        awaits = Awaited(PaperKind.COMPLAINT_COPY, li.pk)
        set_deadline(case=case, term="answer", holder=Holder.PARTY, by=CLERK, awaits=awaits)
        row = announced(case, li)
        page = board(client)
        for words in ("您下落不明", "归还借款本金、利息", "公告期满后 15 日内", "不答辩的，不影响法院审理"):
            assert words in page, words
        client.force_login(staff("court_clerk", case.court))
        paper = client.get(f"/delivery/{row.uid}/notice/")
        assert paper.headers["Content-Type"] == "application/pdf"
    assert "Disallow: /delivery/" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("kind", "title", "what", "words"),
    [
        (PaperKind.JUDGMENT, "民事判决书", "裁判主要内容", ("15 日内", "上诉状", "云浮市中级人民法院")),
        (PaperKind.LETTER, "传票", "出庭的时间、地点", ("可以缺席判决",)),
    ],
)
def test_each_paper_says_its_own(
    suit: Any, client: Client, kind: PaperKind, title: str, what: str, words: tuple[str, ...]
) -> None:
    case, _, li = suit
    more = {"kind": kind, "title": title, "decision": kind.is_decision}
    with clock.at(MONDAY):
        if kind.is_decision:
            awaits = Awaited(kind, li.pk)
            set_deadline(case=case, term="appeal_judgment", holder=Holder.PARTY, by=CLERK, awaits=awaits)
        with pytest.raises(ActionRefused, match=what) as refused:
            announced(case, li, **more)
        assert refused.value.field == "gist"
        row = Service.objects.filter(method=Method.PUBLIC).latest("pk")
        actions.publish(service=row, on=MONDAY, where="法院公告栏", by=CLERK, today=MONDAY, gist="九点在三号庭")
        page = board(client)
    for each in (what, "九点在三号庭", *words):
        assert each in page, each


@pytest.mark.parametrize(
    ("cause", "ward", "seen", "unseen"),
    [
        ("16", {}, ("李四", "不在网上公开"), ("归还借款",)),
        ("108.4", {"guardian_name": "王芳"}, ("王芳", "不在网上公开"), ("李四", "归还借款")),
        ("108.4", {"birth_date": date(2010, 1, 1)}, ("现在没有送达公告",), ("李四",)),
        ("108.4", {"birth_date": date(2000, 1, 1)}, ("李四", "归还借款"), ()),
    ],
)
def test_a_child_is_not_named_nor_a_family_told_of(
    suit: Any, client: Client, cause: str, ward: dict[str, Any], seen: tuple[str, ...], unseen: tuple[str, ...]
) -> None:
    case, _, li = suit
    Case.objects.filter(pk=case.pk).update(cause=cause)
    Party.objects.filter(pk=li.pk).update(**ward)
    li.refresh_from_db()
    with clock.at(MONDAY):
        announced(case, li)
        page = board(client)
    for words in seen:
        assert words in page, words
    for words in unseen:
        assert words not in page, words


CHILD = "445381201201010018"  # of an identity number whose day of birth makes a child
NAMED = "请求判令被告赔偿张小明医疗费5000元"
PLACED = "请求判令被告腾退罗定市罗城街道凤华路12号502室，电话13800000077，证件445381198001010012"
# what a claim says; who else is in the case; what the public page says, and what neither it nor the board says
TEXTS: list[tuple[str, dict[str, Any], tuple[str, ...], tuple[str, ...]]] = [
    (NAMED, {"birth_date": date(2015, 1, 1)}, ("赔偿医疗费",), ("张小明",)),
    (NAMED, {"id_number": CHILD}, ("赔偿医疗费",), ("张小明",)),
    (NAMED, {"guardian_name": "王芳"}, ("赔偿医疗费",), ("张小明",)),
    ("被告支付婚生子张小明抚养费", {}, ("请求的内容写在起诉状副本里",), ("张小明", "婚生子")),
    (PLACED, {}, ("腾退",), ("凤华路", "13800000077", "445381198001010012")),
]


@pytest.mark.parametrize(("claim", "third", "seen", "unseen"), TEXTS)
def test_what_a_claim_says_of_a_child_or_a_door_is_published_nowhere(
    suit: Any, client: Client, claim: str, third: dict[str, Any], seen: tuple[str, ...], unseen: tuple[str, ...]
) -> None:
    """解释139 wants the points; 个人信息保护法28 forbids the rest, whoever in the case it is about."""
    case, zhang, li = suit
    Claim.objects.filter(case=case).update(text=claim)
    Party.objects.filter(pk=zhang.pk).update(name="张小明", **third)
    with clock.at(MONDAY):
        row = announced(case, li)
        page = board(client)
        (told,) = queries.told([row], MONDAY, everybody=False)
    for words in seen:
        assert words in page, words
    for words in unseen:
        assert words not in page, words
        assert words not in " ".join(told.lines), words


def test_a_child_by_its_identity_number_is_called_by_nobody(suit: Any, client: Client) -> None:
    case, _, li = suit
    Party.objects.filter(pk=li.pk).update(birth_date=None, id_number=CHILD)
    li.refresh_from_db()
    with clock.at(MONDAY):
        announced(case, li)
        assert "李四" not in board(client)
        (told,) = queries.told(list(Service.objects.filter(method=Method.PUBLIC)), MONDAY, everybody=False)
        assert told.who == "李某某的法定代理人", "nor by the poster at the court"


# what a clerk may write; the first lead to somebody, or tell of a child, in whatever way they are written
HIDDEN = (
    "138-0000-0001",
    "１３８００００００７７",
    "138 0000 0001",
    "一三八零零零零零零零一",
    "445381 1980 0101 0012",
    "6222 0212 3456 7890",
    "0766-1234567",
    "wxid_abc123",
    "微信 meng_88",
    "粤W·D1234",
    "粤W12345",
    "附城街道新村三组",
    "新村村委会上寨村3组",
    "城中路12号",
    "外甥王小宝（2016年生）",
    "王小宝（9岁）",
    "小宝十二周岁",
)
SHOWN = (
    "2026 年 3 月 15 日（周日） 09:30，第三审判庭，线下开庭",
    "归还借款 1,000,000.00 元，利息自2024年12月15日起算",
    "支付货款12345678元",
    "（2026）粤5381民初47号",
    "王某某（35岁），1990年出生",
    "2019年起发生的费用，共50000元，3000元",
)


@pytest.mark.parametrize(("text", "refused"), [*((each, True) for each in HIDDEN), *((each, False) for each in SHOWN)])
def test_what_leads_to_somebody_however_it_is_written(text: str, refused: bool) -> None:
    assert bool(lays_open(f"请求：{text}。", [], MONDAY)) is refused


def test_the_clerk_reads_what_is_published(suit: Any, client: Client) -> None:
    case, zhang, li = suit
    Party.objects.filter(pk=zhang.pk).update(guardian_name="王芳")
    with clock.at(MONDAY):
        record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
        first = copy_to(case, li)
        actions.fail_service(service=first, by=CLERK, reason="原址查无此人")
        row = actions.serve_again(service=first, method=Method.PUBLIC, by=CLERK)
        client.force_login(staff("court_clerk", case.court))
        form = {"on": "2026-11-23", "where": "法院公告栏，已拍照", "gist": "请求归还借款", "read": ""}
        assert client.post(f"/delivery/{row.uid}/publish/", form).status_code == 422, "nobody has read it"
        for gist, why in (("张三请求归还借款", "张某某"), ("还到电话13800000077", "请去掉")):
            answer = client.post(f"/delivery/{row.uid}/publish/", {**form, "gist": gist, "read": "on"})
            assert why in answer.content.decode(), gist
        assert client.post(f"/delivery/{row.uid}/publish/", {**form, "read": "on"}).status_code == 302
        assert "请求归还借款" in board(client)


def test_it_is_taken_down_when_its_party_or_its_case_is_gone(settings: Any, zhang: Any, client: Client) -> None:
    settings.EVENT_HANDLERS = HANDLERS
    with clock.at(MONDAY):
        filing = make_filing(user=zhang, court=court("luoding"), today=MONDAY)
        case = filing.case
        Case.objects.filter(pk=case.pk).update(procedure=Procedure.ORDINARY_SINGLE)  # 解释140
        other = case.parties.get(side=Side.RESPONDENT)
        row = announced(case, other)
        assert other.name in board(client)
        mine = case.parties.filter(side=Side.CLAIMANT).earliest("pk")
        withdraw(filing=filing, by=By(user_id=zhang.pk, channel=Channel.WEB, party_id=mine.pk), today=MONDAY)
        assert other.name not in board(client)
        actions.expire_published(today=MONDAY + timedelta(days=60))
    row.refresh_from_db()
    assert (row.state, row.served_on) == (ServiceState.RECALLED, None), "nobody was told for thirty days"


def test_what_has_run_is_handed_to_nobody_as_if_it_had_not(suit: Any) -> None:
    """Served on its last day, whoever comes for the paper later."""
    case, _, li = suit
    with clock.at(MONDAY):
        row = announced(case, li)
        last = row.expires_on
    for day, may in ((last + timedelta(days=1), False), (last, True)):
        with clock.at(day), transaction.atomic():
            act = {"service": row, "name": "李四", "identity": "0012", "by": CLERK, "today": day}
            if may:
                assert actions.hand_over(**act).served_on == day
            else:
                with pytest.raises(ActionRefused, match="视为已经送达"):
                    actions.hand_over(**act)


def test_under_the_procedure_that_holds_when_it_is_announced(suit: Any) -> None:
    """解释140: ordered in an ordinary trial, converted since; after a conversion back it may go on."""
    case, _, li = suit
    with clock.at(MONDAY):
        record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
        row = actions.serve(party=li, by=CLERK, paper=copy_to(case, li).paper, method=Method.PUBLIC)
        Service.objects.filter(pk=row.pk).update(method=Method.PUBLIC, effect="")
        for procedure, may in ((Procedure.SUMMARY, False), (Procedure.ORDINARY_SINGLE, True)):
            Case.objects.filter(pk=case.pk).update(procedure=procedure)
            act = {"service": row, "on": MONDAY, "where": "法院公告栏", "by": CLERK, "today": MONDAY}
            if may:
                assert actions.publish(**act).announced_on == MONDAY
            else:
                with pytest.raises(ActionRefused, match="适用简易程序的案件，不适用公告送达"):
                    actions.publish(**act)


def test_who_left_is_called_no_more(suit: Any, client: Client) -> None:
    case, _, li = suit
    with clock.at(MONDAY):
        announced(case, li)
        leave(case=case, party_ids=[li.pk], today=MONDAY)
        assert "李四" not in board(client)
