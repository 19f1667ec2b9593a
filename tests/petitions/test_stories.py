"""Chen Wu complains, Huang Min answers: the petition from lodging to its end, and begun again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from common.cases.actions import give_number
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import CaseLink, Deadline, Event, NumberCounter, Todo
from common.cases.rules import ActionRefused
from common.courts.models import CourtParameter, Division
from common.documents.adapters.pdf import render_pdf
from common.documents.queries import layout, newest
from common.documents.rules import PaperRequest
from common.law import clock
from common.people.states import Role
from petitions.letters import actions as letters_actions
from petitions.letters import panels, queries
from petitions.letters.documents import PAPERS
from petitions.letters.events import Acknowledged, Answered, Lodged
from petitions.letters.models import Petition, Reply
from petitions.letters.notices import NOTICES
from petitions.letters.states import (
    About,
    FollowUp,
    Form,
    Outcome,
    PetitionState,
    Procedural,
    ReopenReason,
    RouteReason,
)
from petitions.tracking import actions as tracking_actions
from tests.factories import UserFactory, fictitious_id, staff
from tests.factories import court as court_named
from tests.factories.cases import make_case
from tests.factories.petitions import answered, make_petition
from tests.petitions.visiting import TODAY, lodging

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.petitions.urls")]


def by(user) -> By:
    return By(user_id=user.pk, channel=Channel.COUNTER)


def kinds(petition) -> list[str]:
    rows = Event.objects.filter(case=petition.case, kind__startswith="petitions.").order_by("seq")
    return list(rows.values_list("kind", flat=True))


# --- Lodging ---------------------------------------------------------------------------------------------------------
def test_a_petition_gets_a_serial_that_is_no_case_number_two_terms_and_an_owner(court, huang):
    petition = make_petition(court=court)
    assert queries.number_of(petition) == f"云信访〔2026〕{court.code.removeprefix('粤')}-00001"
    assert (petition.state, petition.owner, petition.division.kind) == (PetitionState.ROUTED, huang, "filing")
    terms = {d.term: (d.due, d.confirmed) for d in Deadline.objects.filter(case=petition.case)}
    assert terms == {
        "petition_register": (date(2026, 11, 30), True),
        "petition_finish": (date(2027, 1, 22), False),  # the holidays of 2027 are not announced
    }
    assert petition.due_on == date(2026, 11, 30)
    assert kinds(petition) == ["petitions.lodged", "petitions.routed"]
    assert (petition.case.stage, petition.case.kind, petition.case.route) == ("handling", "petition", "")


def test_the_court_sets_another_length(court, huang):
    CourtParameter.objects.create(
        key="petition_reply_days",
        since=date(2026, 6, 1),
        value="5",
        unit="日",
        name="来信程序性回复期限",
        source="院令",
    )
    assert make_petition(court=court).due_on == date(2026, 11, 30)  # 28 November is a Saturday
    assert make_petition(court=court, on=date(2026, 11, 18)).due_on == date(2026, 11, 23)


def test_a_letters_terms_run_from_the_day_it_came_in(court, huang):
    petition = make_petition(court=court, form=Form.LETTER, received_on=date(2026, 11, 19))
    assert petition.due_on == date(2026, 11, 26)
    with pytest.raises(ActionRefused, match="不能晚于今天"):
        make_petition(court=court, form=Form.LETTER, received_on=date(2026, 11, 24))


def test_without_an_officer_it_is_taken_in_all_the_same_and_somebody_is_told(court):
    petition = make_petition(court=court)
    assert (petition.state, petition.owner) == (PetitionState.LODGED, None)
    assert kinds(petition) == ["petitions.lodged"]
    todo = Todo.objects.get(case=petition.case)
    assert (todo.role, todo.words) == ("petition_officer", "本院没有信访专员，请指定承办人。")
    head = staff(Role.DIVISION_HEAD, court)
    letters_actions.reroute(
        petition=petition,
        division=Division.objects.filter(court=court).first(),
        owner_id=head.pk,
        reason=RouteReason.FIRST,
        by=by(head),
        today=TODAY,
    )
    todo.refresh_from_db()
    petition.refresh_from_db()
    assert (todo.done_on, petition.state, petition.owner) == (TODAY, PetitionState.ROUTED, head)


def test_work_is_shared_out(court, huang):
    li = staff(Role.PETITION_OFFICER, court, name="黎明")
    owners = [make_petition(court=court).owner_id for _ in range(4)]
    assert owners == [huang.pk, li.pk, huang.pk, li.pk]


def test_more_than_five_representatives_are_refused(court, huang):
    with pytest.raises(ActionRefused, match="代表不超过 5 人") as refused:
        make_petition(court=court, form=Form.VISIT, people=40, representatives=6)
    assert refused.value.field == "representatives"
    assert not Petition.objects.exists()


@pytest.mark.parametrize("typed", ["（2026）粤5381民初1号", "(2026)粤5381民初1号", "(2026) 粤5381民初1"])
def test_only_ones_own_suit_is_linked_by_itself(court, huang, typed):
    suit, zhang, _ = make_case(court=court)
    number = give_number(case=suit, kind="民初", by=SYSTEM, today=TODAY)
    assert number.text == "（2026）粤5381民初1号"
    own = make_petition(court=court, name="张三", id_number=zhang.id_number, concerned_number=typed)
    strange = make_petition(court=court, id_number=fictitious_id(7), concerned_number=typed)
    nameless = make_petition(court=court, concerned_number=typed)
    assert queries.linked(own) == [suit]
    assert kinds(own) == ["petitions.lodged", "petitions.linked", "petitions.routed"]
    assert queries.linked(strange) == queries.linked(nameless) == []
    assert queries.suit_of(strange.concerned_number) == suit  # proposed to the officer
    letters_actions.link_case(petition=strange, suit=suit, by=by(huang), today=TODAY)
    letters_actions.link_case(petition=strange, suit=suit, by=by(huang), today=TODAY)
    assert CaseLink.objects.filter(other=suit, kind="concerns").count() == 2
    shown = panels.panel(suit, huang, TODAY)
    assert [row.term for row in shown.rows] == [queries.number_of(own), queries.number_of(strange)]
    for stranger in (UserFactory(), staff(Role.JUDGE, court), staff(Role.CLERK, court)):
        assert panels.panel(suit, stranger, TODAY) is None


# --- Once ------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_fifty_identical_submits_make_one_petition():
    court = court_named("luoding")
    staff(Role.PETITION_OFFICER, court)
    data, shown = lodging(court), Client()
    shown.get(reverse("petitions:lodge"))  # the page that was pressed fifty times: all of them are its visitor's

    def submit(_: int) -> str:
        client = Client()
        client.cookies = shown.cookies.copy()
        try:
            with clock.at(TODAY):
                return client.post(reverse("petitions:lodge"), data).url
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        places = set(pool.map(submit, range(50)))
    petition = Petition.objects.get()
    assert places == {reverse("petitions:lodged", args=[petition.case.uid])}
    assert NumberCounter.objects.get(kind="信访").last == 1
    assert Event.objects.filter(kind="petitions.lodged").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_answering_at_once_one_signs():
    court = court_named("luoding")
    huang = staff(Role.PETITION_OFFICER, court, name="黄敏")
    petition = make_petition(court=court)

    def sign(text: str) -> str:
        try:
            with clock.at(TODAY):
                letters_actions.answer(
                    petition=petition,
                    outcome=Outcome.SUPPORTED,
                    text=text,
                    by=by(huang),
                    today=TODAY,
                    expected=petition.version,
                )
            return "signed"
        except ActionRefused as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(sign, ["甲稿", "乙稿"]))
    assert said[0] == "signed"
    assert "黄敏" in said[1]
    assert "已经办理过" in said[1]
    assert Reply.objects.count() == 1


# --- Answering -------------------------------------------------------------------------------------------------------
def test_from_the_first_reply_to_the_end_and_again(court, huang):
    petition = make_petition(court=court)
    letters_actions.acknowledge(
        petition=petition, template=Procedural.ACCEPTED, text="已受理。\n\n 由我承办。", by=by(huang), today=TODAY
    )
    petition.refresh_from_db()
    assert (petition.state, petition.due_on) == (PetitionState.ACKNOWLEDGED, date(2027, 1, 22))
    assert petition.replies.get().text == "已受理。\n由我承办。"
    with pytest.raises(ActionRefused, match="已经作过"):
        letters_actions.acknowledge(
            petition=petition, template=Procedural.ACCEPTED, text="再", by=by(huang), today=TODAY
        )
    with pytest.raises(ActionRefused, match="没有填写完整"):
        letters_actions.answer(
            petition=petition, outcome=Outcome.SUPPORTED, text="核实：【请写】", by=by(huang), today=TODAY
        )
    with pytest.raises(ActionRefused, match="还没有书面答复"):
        letters_actions.conclude(petition=petition, follow_up=FollowUp.UNREACHABLE, by=by(huang), today=TODAY)
    with pytest.raises(ActionRefused, match="答复之后"):
        tracking_actions.rate(petition=petition, score=5, words="", by=SYSTEM, today=TODAY)
    letters_actions.answer(
        petition=petition, outcome=Outcome.UNSUPPORTED, text="经核查不实。", by=by(huang), today=TODAY
    )
    party = petition.case.parties.get()
    review = Deadline.objects.get(case=petition.case, term="petition_recheck_request")
    assert (review.awaits, review.state) == (f"delivery:petition_answer:{party.pk}", "waiting")
    states = dict(Deadline.objects.exclude(term="petition_recheck_request").values_list("term", "state"))
    assert states == {"petition_register": "met", "petition_finish": "met"}
    with pytest.raises(ActionRefused, match="还没有在网上评价"):
        letters_actions.conclude(petition=petition, follow_up=FollowUp.ONLINE, by=by(huang), today=TODAY)
    with pytest.raises(ActionRefused, match="请记下"):
        letters_actions.conclude(petition=petition, follow_up=FollowUp.PHONE, by=by(huang), today=TODAY)
    tracking_actions.rate(petition=petition, score=4, words="还可以", by=SYSTEM, today=TODAY)
    with pytest.raises(ActionRefused, match="已经评价过"):
        tracking_actions.rate(petition=petition, score=1, words="", by=SYSTEM, today=TODAY)
    letters_actions.conclude(petition=petition, follow_up=FollowUp.ONLINE, by=by(huang), today=TODAY)
    petition.refresh_from_db()
    assert (petition.state, petition.outcome, petition.rating.score) == ("concluded", "unsupported", 4)
    later = date(2026, 12, 1)
    letters_actions.reopen(petition=petition, reason=ReopenReason.NEW_FACTS, by=by(huang), today=later)
    petition.refresh_from_db()
    assert (petition.state, petition.round, petition.due_on) == (PetitionState.ROUTED, 2, date(2026, 12, 8))
    answered(petition, huang, later)
    assert petition.replies.count() == 4
    assert kinds(petition)[-3:] == ["petitions.reopened", "petitions.acknowledged", "petitions.answered"]


def test_the_second_officer_learns_who_was_faster_and_may_go_on(court, huang):
    head = staff(Role.DIVISION_HEAD, court, name="庭长梁")
    petition = make_petition(court=court)
    drawn = petition.version
    letters_actions.acknowledge(
        petition=petition, template=Procedural.ACCEPTED, text="已受理。", by=by(huang), today=TODAY, expected=drawn
    )
    division = Division.objects.filter(court=court).last()
    values = {
        "petition": petition,
        "division": division,
        "owner_id": head.pk,
        "reason": RouteReason.RECUSAL,
        "by": by(head),
        "today": TODAY,
    }
    with pytest.raises(ActionRefused, match="黄敏在 09:00 已经办理过这件信访，现在的状态是“已告知怎么办，办理中”"):
        letters_actions.reroute(**values, expected=drawn)
    letters_actions.reroute(**values, expected=drawn + 1)
    petition.refresh_from_db()
    assert (petition.owner, petition.division, petition.state) == (head, division, PetitionState.ACKNOWLEDGED)
    held = petition.case.participations.filter(capacity="petition_officer", until__isnull=True)
    assert [row.user for row in held] == [head]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"owner": "stranger"}, "本院的信访专员或者庭长"),
        ({"division": "yuncheng"}, "本院的部门"),
        ({"reason": RouteReason.OTHER, "owner": "li"}, "请写明原因"),
        ({}, "没有变化"),
    ],
)
def test_it_is_rerouted_within_the_court_and_for_a_reason(court, huang, change, words):
    petition = make_petition(court=court)
    people = {"li": staff(Role.PETITION_OFFICER, court), "stranger": staff(Role.CLERK, court)}
    owner = people[change["owner"]].pk if "owner" in change else petition.owner_id
    division = petition.division
    if "division" in change:
        division = Division.objects.filter(court=court_named(change["division"])).first()
    with pytest.raises(ActionRefused, match=words):
        letters_actions.reroute(
            petition=petition,
            division=division,
            owner_id=owner,
            reason=change.get("reason", RouteReason.LOAD),
            by=by(huang),
            today=TODAY,
        )


# --- Papers and notices ----------------------------------------------------------------------------------------------
def paper(petition, event_class) -> PaperRequest:
    from common.cases.events import restore

    row = Event.objects.filter(case=petition.case, kind=event_class.kind).latest("seq")
    (request,) = PAPERS(row, restore(row.kind, row.payload))
    return request


def test_the_answer_letter_says_what_was_asked_found_decided_and_what_may_be_done(court, huang):
    petition = make_petition(court=court)
    answered(petition, huang, TODAY, outcome=Outcome.EXPLAINED)
    letter = paper(petition, Answered)
    assert (letter.kind, letter.serve, letter.audience) == ("petition_answer", True, "side")
    context = letter.context
    assert context["to"] == "陈五"
    assert context["court"] == court.name
    assert context["paragraphs"][:2] == ["经审查核实：当日窗口只开了一个。", "处理意见：本院予以支持。"]
    assert "请求广东省云浮市中级人民法院复查" in context["paragraphs"][-1]
    assert letter.title == "信访处理意见书"
    basis = "《信访工作条例》第三十二条第一款第（二）项、《信访工作条例》第三十五条"
    assert context["paragraphs"][-2] == f"以上答复依据{basis}作出。"
    first = paper(petition, Acknowledged)
    assert (first.kind, first.serve) == ("petition_procedural", True)
    assert render_pdf(
        layout(letter.kind, newest(letter.kind)), {**context, "title": letter.title, "number": letter.number}
    ).startswith(b"%PDF")


def test_the_kept_receipt_never_holds_the_code_and_the_anonymous_are_served_nothing(court, huang):
    petition = make_petition(court=court, name="匿名信访人", anonymous=True)
    receipt = paper(petition, Lodged)
    assert ["查询码", "见提交时出具的回执"] in receipt.context["rows"]
    assert not any("待确认" in str(value) or "设定" in str(value) for value in receipt.context.values())
    assert ["告知怎么办", "二〇二六年十一月三十日前"] in receipt.context["rows"]
    answered(petition, huang, TODAY)
    assert not paper(petition, Answered).serve
    assert not Deadline.objects.filter(term="petition_recheck_request").exists()


def test_everybody_concerned_is_told_and_no_message_names_the_matter(court, huang):
    from common.cases.events import restore

    petition = make_petition(court=court)
    answered(petition, huang, TODAY)
    letters_actions.conclude(petition=petition, follow_up=FollowUp.VISIT, words="满意", by=by(huang), today=TODAY)
    letters_actions.reopen(petition=petition, reason=ReopenReason.NOT_DONE, by=by(huang), today=TODAY)
    party = petition.case.parties.get()
    told = {}
    for row in Event.objects.filter(case=petition.case, kind__startswith="petitions."):
        told[row.kind] = NOTICES(row, restore(row.kind, row.payload))
        assert all("窗口排队" not in one.body and "陈五" not in one.body for one in told[row.kind])
    petitioner = ["lodged", "acknowledged", "answered", "concluded", "reopened"]
    assert all((party.pk,) in [n.parties for n in told[f"petitions.{kind}"]] for kind in petitioner)
    assert [n.users for n in told["petitions.routed"]] == [(huang.pk,)]
    assert (huang.pk,) in [n.users for n in told["petitions.reopened"]]


# --- Panel and desk --------------------------------------------------------------------------------------------------
def test_the_case_page_offers_each_what_is_theirs(court, huang):
    chen = UserFactory(name="陈五")
    petition = make_petition(court=court, user=chen)
    case = petition.case
    assert [o.url_name for o in panels.panel(case, huang, TODAY).offers] == ["petitions:one"]
    assert [o.url_name for o in panels.panel(case, chen, TODAY).offers] == ["petitions:progress"]
    clerk = staff(Role.CLERK, court)
    assert not panels.panel(case, clerk, TODAY).offers
    assert not any("窗口排队" in row.value for row in panels.panel(case, clerk, TODAY).rows)
    answered(petition, huang, TODAY)
    assert any(offer.main for offer in panels.panel(case, chen, TODAY).offers)
    assert [(i.words, i.count) for i in panels.desk(chen, TODAY)] == [("信访已答复，请您评价", 1)]
    make_petition(court=court, about=About.CONDUCT, on=date(2026, 11, 10))
    assert [(i.words, i.count, i.due) for i in panels.desk(huang, TODAY)] == [("我承办的信访", 2, 1)]
