"""A petition on its road: the opinion, 复查 and 复核 (信访条例 31第6项, 34 to 36); litigation matters (31第1项); sorted
wrongly and put right; more time by the president; who was re-examined and comes again."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.actions import start_deadlines, sweep_lapsed
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Deadline, Todo
from common.cases.rules import ActionRefused, Awaited
from common.courts.models import Court
from common.delivery.models import Service
from common.delivery.states import Method, ServiceState
from common.documents.models import Paper
from common.law import clock
from common.law.papers import PaperKind
from common.notifications.models import Notice
from common.people.models import User
from common.people.states import Role
from petitions.letters import actions, queries
from petitions.letters.models import Petition
from petitions.letters.rules import KINDS
from petitions.letters.states import About, FollowUp, Form, Level, Limb, Outcome, PetitionState, ReopenReason
from petitions.reviews import actions as reviews
from petitions.reviews.queries import right_of
from tests.factories import UserFactory, staff
from tests.factories import court as court_named
from tests.factories.petitions import make_petition
from yunfu_court.verifying.asking import INVARIANTS, ask

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)  # a Monday
TEXT = "经审查核实：当日窗口只开了一个。\n处理意见：不予支持。"


def by(user: User) -> By:
    return By(user_id=user.pk, channel=Channel.COUNTER)


@pytest.fixture
def court() -> Court:
    return court_named("luoding")


@pytest.fixture
def huang(court: Court) -> User:
    return staff(Role.PETITION_OFFICER, court, name="黄敏")


@pytest.fixture
def liang() -> User:
    return staff(Role.PETITION_OFFICER, court_named("zhongyuan"), name="梁敏")


def terms(petition: Petition) -> dict[str, tuple[str, date | None]]:
    rows = Deadline.objects.filter(case=petition.case).exclude(state="void").order_by("pk")
    return {row.term: (row.state, row.due) for row in rows}


def answer(petition: Petition, user: User, on: date, outcome: Outcome = Outcome.UNSUPPORTED) -> Petition:
    with clock.at(on):
        actions.answer(petition=petition, outcome=outcome, text=TEXT, by=by(user), today=on)
    petition.refresh_from_db()
    return petition


def served(petition: Petition, on: date) -> None:
    party = petition.case.parties.get()
    start_deadlines(case=petition.case, awaits=Awaited(PaperKind.PETITION_ANSWER, party.pk), start=on, by=SYSTEM)


def ended(petition: Petition, user: User, on: date) -> None:
    with clock.at(on):
        actions.conclude(petition=petition, follow_up=FollowUp.PHONE, words="不满意", by=by(user), today=on)
    petition.refresh_from_db()


def asked(petition: Petition, on: date) -> Petition:
    with clock.at(on):
        return reviews.ask_review(petition=petition, reasons="没有听我说明。", once=uuid4(), by=SYSTEM, today=on)


def sound() -> None:
    """Every rule of petitions and clocks holds of what is there."""
    for each in INVARIANTS:
        if each.name.split(".")[0] in ("petitions", "clocks", "deadlines"):
            found = ask(each)
            assert found.count == 0, found.first


def test_an_opinion_is_reviewed_and_reexamined_and_then_final(court: Court, huang: User, liang: User) -> None:
    chen = UserFactory(name="陈五")
    with clock.at(DAY):
        petition = make_petition(court=court, user=chen, on=DAY)
    assert petition.limb == Limb.OPINION
    assert terms(petition) == {
        "petition_register": ("open", date(2026, 3, 9)),
        "petition_finish": ("open", date(2026, 5, 6)),  # sixty days end in the holidays of May
    }
    answer(petition, huang, DAY + timedelta(days=10))
    paper = Paper.objects.get(case=petition.case, kind=PaperKind.PETITION_ANSWER)
    assert paper.title == "信访处理意见书"
    assert "请求广东省云浮市中级人民法院复查" in paper.context["paragraphs"][-1]
    todo = Todo.objects.get(case=petition.case, what="petitions.follow_up")
    assert (todo.role, todo.done_on) == ("petition_officer", None)

    # Its end does not void the right, which begins with the service and has its day on the page.
    ended(petition, huang, DAY + timedelta(days=11))
    petition.case.refresh_from_db()
    assert (petition.case.stage, petition.state) == ("closed", PetitionState.CONCLUDED)
    served(petition, DAY + timedelta(days=14))
    assert terms(petition)["petition_recheck_request"] == ("open", date(2026, 4, 15))
    sound()
    guest = Client()
    guest.force_login(chen)
    on = DAY + timedelta(days=20)
    with clock.at(on):
        page = guest.get(reverse("petitions:progress", args=[petition.case.uid])).content.decode()
        assert "最迟 4 月 15 日（周三）提出" in re.sub("<[^>]+>", "", page)
        address = reverse("petitions:ask-review", args=[petition.case.uid])
        assert address in page
        once = str(uuid4())
        assert guest.post(address, {"once": once, "reasons": ""}).status_code == 422
        for _ in range(2):
            shown = guest.post(address, {"once": once, "reasons": "没有听我说明。"}, follow=True)
            assert "查询码" in shown.content.decode()
    review = Petition.objects.get(reviews=petition)
    assert (review.level, review.case.court.code, review.owner) == (
        Level.RECHECK,
        liang.memberships.get().court.code,
        liang,
    )
    assert terms(review) == {"petition_recheck": ("open", on + timedelta(days=30))}
    assert terms(petition)["petition_recheck_request"][0] == "met"
    with pytest.raises(ActionRefused, match="已经请求复查"):
        asked(petition, on)
    with pytest.raises(ActionRefused, match="上级法院要求"), clock.at(on):
        actions.reopen(petition=petition, reason=ReopenReason.NEW_FACTS, by=by(huang), today=on)

    # The higher court's opinion leaves 复核, by a court that is not here.
    answer(review, liang, on + timedelta(days=8))
    paper = Paper.objects.get(case=review.case, kind=PaperKind.PETITION_ANSWER)
    assert paper.title == "信访复查意见书"
    assert "请求广东省高级人民法院复核" in paper.context["paragraphs"][-1]
    served(review, on + timedelta(days=9))
    ended(review, liang, on + timedelta(days=10))
    right = right_of(review, on + timedelta(days=11))
    assert right is not None
    assert (right.level, right.here, right.open) == (Level.REEXAMINATION, False, True)
    with pytest.raises(ActionRefused, match="请向广东省高级人民法院提出"):
        asked(review, on + timedelta(days=11))
    sound()
    last = on + timedelta(days=40)
    officer = Client()
    officer.force_login(liang)
    with clock.at(last):
        review.refresh_from_db()
        officer.post(
            reverse("petitions:outside", args=[review.case.uid]),
            {"version": review.version, "given_on": last.isoformat(), "outcome": "unsupported", "words": "维持"},
        )
    for row in (petition, review):
        row.refresh_from_db()
        assert row.final_on == last
        with pytest.raises(ActionRefused, match="上级法院要求"), clock.at(last):
            actions.reopen(petition=row, reason=ReopenReason.NEW_FACTS, by=by(huang), today=last)
    with clock.at(last):
        assert "不再受理" in guest.get(reverse("petitions:progress", args=[petition.case.uid])).content.decode()

        # The same person with the same matter: not taken up again; others are.
        again = make_petition(court=court, user=chen, on=last)
        stranger = make_petition(court=court, name="何七", on=last)
    assert queries.finals(again) == [petition]
    with pytest.raises(ActionRefused, match="没有查到"):
        answer(stranger, huang, last, Outcome.NOT_AGAIN)
    answer(again, huang, last, Outcome.NOT_AGAIN)
    reply = again.replies.get()
    assert (reply.remedy, reply.basis) == ("", ["《信访工作条例》第三十六条第三款"])
    sound()


def test_the_right_ends_with_its_day(court: Court, huang: User, liang: User) -> None:
    with clock.at(DAY):
        petition = make_petition(court=court, on=DAY)
    answer(petition, huang, DAY)
    served(petition, DAY)
    ended(petition, huang, DAY)
    last = date(2026, 4, 1)
    sweep_lapsed(today=last, by=SYSTEM)
    assert right_of(petition, last).open
    after = last + timedelta(days=1)
    sweep_lapsed(today=after, by=SYSTEM)
    assert terms(petition)["petition_recheck_request"][0] == "lapsed"
    with pytest.raises(ActionRefused, match="最后一天是 4 月 1 日"):
        asked(petition, after)
    sound()


def test_a_litigation_matter_is_shown_its_remedy_and_has_no_sixty_days(court: Court, huang: User) -> None:
    chen = UserFactory(name="陈五")
    with clock.at(DAY):
        petition = make_petition(court=court, user=chen, about=About.ENFORCEMENT, on=DAY)
    assert petition.limb == Limb.LITIGATION
    assert set(terms(petition)) == {"petition_reply", "petition_result"}
    guest = Client()
    guest.force_login(chen)
    with clock.at(DAY):
        pages = [
            guest.get(reverse("petitions:progress", args=[petition.case.uid])).content.decode(),
            guest.get(reverse("casefile:case", args=[petition.case.uid])).content.decode(),
        ]
    assert "申请上一级法院执行" in pages[0]
    for page in pages:
        assert "法院设定" not in page, "a setting is named to nobody as a text"
        assert "待确认" not in page
    with pytest.raises(ActionRefused, match="请先更正归类"):
        answer(petition, huang, DAY, Outcome.UNSUPPORTED)
    answer(petition, huang, DAY, Outcome.TO_PROCEDURE)
    words = "\n".join(Paper.objects.get(case=petition.case, kind=PaperKind.PETITION_ANSWER).context["paragraphs"])
    assert "可以执行异议" in words
    assert "复查" not in words
    assert not Deadline.objects.filter(case=petition.case, term="petition_recheck_request").exists()
    assert right_of(petition, DAY) is None
    with pytest.raises(ActionRefused, match="没有复查、复核的程序"):
        asked(petition, DAY)
    sound()  # the follow-up is on the officer's list
    ended(petition, huang, DAY)
    assert not Todo.objects.filter(case=petition.case, done_on__isnull=True).exists()
    sound()


@pytest.mark.parametrize(
    ("about", "limb", "acknowledged", "left"),
    [
        (About.ENFORCEMENT, Limb.OPINION, False, {"petition_register", "petition_finish"}),
        (About.ENFORCEMENT, Limb.OPINION, True, {"petition_reply", "petition_finish"}),
        (About.SERVICE, Limb.LITIGATION, False, {"petition_reply", "petition_result"}),
        (About.SERVICE, Limb.DUTY, True, {"petition_register", "petition_result"}),
    ],
)
def test_what_was_sorted_wrongly_is_put_right_with_its_terms(
    court: Court, huang: User, about: About, limb: Limb, acknowledged: bool, left: set[str]
) -> None:
    later = DAY + timedelta(days=3)
    with clock.at(DAY):
        petition = make_petition(court=court, about=about, on=DAY)
    with clock.at(later):
        if acknowledged:
            values: dict[str, Any] = {"template": "accepted", "text": "已受理。"}
            actions.acknowledge(petition=petition, by=by(huang), today=later, **values)
        with pytest.raises(ActionRefused, match="为什么这样归类"):
            actions.sort(petition=petition, limb=limb, by=by(huang), today=later)
        actions.sort(petition=petition, limb=limb, words="要求查明事实", by=by(huang), today=later)
    petition.refresh_from_db()
    assert [(row.limb, row.by) for row in petition.sortings.all()] == [
        (Petition.objects.get(pk=petition.pk).sortings.first().limb, None),
        (limb, huang),
    ]
    found = terms(petition)
    assert set(found) == left
    result = max(left & {"petition_finish", "petition_result"})
    starts = Deadline.objects.filter(case=petition.case, term=result, state="open").values_list("start", flat=True)
    assert list(starts) == [DAY], "what was wrong gives nobody more time"
    assert petition.due_on == (found[result] if acknowledged else min(found.values(), key=lambda each: each[1]))[1]
    assert petition.case.events.filter(kind="petitions.sorted").count() == 1
    with pytest.raises(ActionRefused, match="没有变化"), clock.at(later):
        actions.sort(petition=petition, limb=limb, by=by(huang), today=later)
    sound()


def test_the_president_gives_thirty_days_more_and_the_petitioner_reads_why(court: Court, huang: User) -> None:
    president = staff(Role.PRESIDENT, court)
    chen = UserFactory(name="陈五")
    with clock.at(DAY):
        petition = make_petition(court=court, user=chen, on=DAY)
        litigation = make_petition(court=court, about=About.JUDGMENT, on=DAY)
        actions.acknowledge(petition=petition, template="accepted", text="已受理。", by=by(huang), today=DAY)
        values: dict[str, Any] = {"by": by(huang), "today": DAY}
        with pytest.raises(ActionRefused, match="应当出具处理意见书"):
            actions.ask_prolonging(petition=litigation, days=10, reason="复杂", **values)
        with pytest.raises(ActionRefused, match="1 至 30 日"):
            actions.ask_prolonging(petition=petition, days=31, reason="复杂", **values)
        actions.ask_prolonging(petition=petition, days=30, reason="要调取三年的材料", **values)
        todo = Todo.objects.get(case=petition.case, what="petitions.prolonging")
        assert todo.role == Role.PRESIDENT
        with pytest.raises(ActionRefused, match="申请人自己不能批准"):
            actions.decide_prolonging(petition=petition, granted=True, words="", **values)
        officer, office = Client(), Client()
        officer.force_login(huang)
        office.force_login(president)
        place = reverse("petitions:prolonging", args=[petition.case.uid])
        petition.refresh_from_db()
        data = {"version": petition.version, "granted": "yes"}
        assert officer.post(place, data).status_code == 403
        assert "要调取三年的材料" in office.get(place).content.decode()
        assert office.post(place, data).status_code == 302
    petition.refresh_from_db()
    todo.refresh_from_db()
    # 60 + 30 days from the day of receipt: 31 May is a Sunday.
    assert terms(petition)["petition_finish_extension"] == ("open", date(2026, 6, 1))
    assert (petition.due_on, todo.done_on) == (date(2026, 6, 1), DAY)
    assert Notice.objects.filter(user=chen, kind="petitions.prolonged").exists()
    guest = Client()
    guest.force_login(chen)
    with clock.at(DAY):
        page = guest.get(reverse("petitions:progress", args=[petition.case.uid])).content.decode()
        assert "要调取三年的材料" in page
        with pytest.raises(ActionRefused, match="已经延期过一次"):
            actions.ask_prolonging(petition=petition, days=5, reason="再延", **values)
    sound()


def test_who_has_no_account_gets_every_letter_by_post(court: Court, huang: User) -> None:
    president, clerk = staff(Role.PRESIDENT, court), staff(Role.COURT_CLERK, court)
    posted = DAY + timedelta(days=1)
    with clock.at(DAY):
        petition = make_petition(court=court, form=Form.LETTER, on=DAY)
        actions.acknowledge(petition=petition, template="accepted", text="已受理。", by=by(huang), today=DAY)
        values: dict[str, Any] = {"reason": "要调取三年的材料。", "by": by(huang), "today": DAY}
        actions.ask_prolonging(petition=petition, days=30, **values)
        actions.decide_prolonging(petition=petition, granted=True, words="", by=by(president), today=DAY)
    told = Paper.objects.get(case=petition.case, kind=PaperKind.PETITION_NOTICE)
    assert told.title == "信访办理期限延长告知书"
    assert told.context["to"] == "陈五"
    assert told.context["paragraphs"][1:] == [
        "因情况复杂，经本院院长批准，办理期限延长30日。本院最迟于2026年6月1日书面答复您。",
        "延长的理由：要调取三年的材料。",
        "以上告知依据《信访工作条例》第三十四条作出。",
    ]
    office = Client()
    office.force_login(clerk)
    with clock.at(posted):
        page = office.get(reverse("delivery:waiting")).content.decode()
        row = Service.objects.get(paper=told)
        assert (row.method, row.state) == (Method.POST, ServiceState.PENDING)
        assert told.title in page
        office.post(reverse("delivery:send", args=[row.uid]), {"on": DAY.isoformat(), "proof": "EMS 1234567890123"})
        row.refresh_from_db()
        assert row.dispatched_on == DAY
    answer(petition, huang, DAY + timedelta(days=40))
    ended(petition, huang, DAY + timedelta(days=41))
    on = DAY + timedelta(days=60)
    with clock.at(on):
        actions.reopen(petition=petition, reason=ReopenReason.NOT_DONE, by=by(huang), today=on)
    sent = {row.title: row.method for row in Service.objects.filter(case=petition.case)}
    assert sent == dict.fromkeys(
        ("信访事项程序性答复", "信访办理期限延长告知书", "信访处理意见书", "信访事项重新办理告知书"), Method.POST
    )
    with clock.at(DAY):
        nameless = make_petition(court=court, name="匿名信访人", anonymous=True, on=DAY)
    answer(nameless, huang, DAY)
    ended(nameless, huang, DAY)
    with clock.at(DAY):
        actions.reopen(petition=nameless, reason=ReopenReason.NOT_DONE, by=by(huang), today=DAY)
    assert not Service.objects.filter(case=nameless.case).exists()
    sound()


@pytest.mark.parametrize("who", ["counter", "above"])
def test_a_review_asked_on_paper_is_kept_by_its_postmark(court: Court, huang: User, liang: User, who: str) -> None:
    """Posted on the last day, come in after it and typed in later still, for somebody without account."""
    with clock.at(DAY):
        petition = make_petition(court=court, form=Form.LETTER, on=DAY)
    answer(petition, huang, DAY)
    served(petition, DAY)
    ended(petition, huang, DAY)
    last = date(2026, 4, 1)
    come, typed = last + timedelta(days=3), last + timedelta(days=6)
    sweep_lapsed(today=typed, by=SYSTEM)
    assert terms(petition)["petition_recheck_request"] == ("lapsed", last)
    number = queries.number_of(petition)
    office = Client()
    office.force_login(staff(Role.CLERK, court) if who == "counter" else liang)
    data = {
        "once": str(uuid4()),
        "number": number,
        "name": "陈五",
        "form": "letter",
        "sent_on": last.isoformat(),
        "received_on": come.isoformat(),
        "reasons": "没有听我说明。",
    }
    place = reverse("petitions:take-review")
    with clock.at(typed):
        for change, words in (
            ({"name": "陈六"}, "没有查到这个编号"),
            ({"sent_on": (last + timedelta(days=1)).isoformat()}, "最后一天是 4 月 1 日"),
            ({"received_on": (last - timedelta(days=1)).isoformat()}, "交寄日不能晚于收到日"),
            ({"sent_on": (DAY - timedelta(days=1)).isoformat()}, "不能早于法院答复"),
        ):
            refused = office.post(place, {**data, **change})
            assert (refused.status_code, words in refused.content.decode()) == (422, True), change
        for _ in range(2):
            shown = office.post(place, data, follow=True).content.decode()
            assert "查询码" in shown
    review = Petition.objects.get(reviews=petition)
    assert (review.form, review.sent_on, review.case.received_on, review.lodged_on) == ("letter", last, come, typed)
    assert review.case.court.code == liang.memberships.get().court.code
    assert review.case.parties.get().user is None
    assert terms(review) == {
        "petition_recheck": ("open", date(2026, 5, 6))
    }  # thirty days from the receipt: in May's holidays
    assert terms(petition)["petition_recheck_request"] == ("met", last)
    stranger = Client()
    stranger.force_login(staff(Role.CLERK, court_named("xinxing")))
    with clock.at(typed):
        assert "没有查到这个编号" in stranger.post(place, {**data, "once": str(uuid4())}).content.decode()
        desk = Client()
        desk.force_login(liang)
        page = desk.get(reverse("petitions:one", args=[review.case.uid])).content.decode()
    assert "交寄" in page
    sound()


def test_a_review_is_sent_on_to_nobody(court: Court, huang: User, liang: User) -> None:
    """Who is asked for 复查 gives the opinion itself; else nobody would be left to ask for 复核 (信访条例35, 36)."""
    with clock.at(DAY):
        petition = make_petition(court=court, user=UserFactory(name="陈五"), on=DAY)
    answer(petition, huang, DAY)
    served(petition, DAY)
    review = asked(petition, DAY + timedelta(days=5))
    on = DAY + timedelta(days=8)
    with pytest.raises(ActionRefused) as refused:
        answer(review, liang, on, Outcome.FORWARDED)
    assert refused.value.field == "outcome"
    assert not Paper.objects.filter(case=review.case, kind=PaperKind.PETITION_ANSWER).exists()
    answer(review, liang, on, Outcome.UNSUPPORTED)
    served(review, on)
    right = right_of(review, on)
    assert right is not None, "the right to 复核 is left"
    sound()


def test_every_kind_can_be_answered(court: Court, huang: User) -> None:
    for limb, kind in KINDS.items():
        with clock.at(DAY):
            petition = make_petition(court=court, on=DAY)
            if petition.limb != limb:
                actions.sort(petition=petition, limb=limb, words="按内容归类", by=by(huang), today=DAY)
        answer(petition, huang, DAY, kind.outcomes[0])
    sound()
