"""Whom a petition complains of neither sees nor handles it (信访条例28, 30)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from common.cases.access import todos_of, visible_to
from common.cases.actions import admit
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Todo
from common.cases.rules import ActionRefused
from common.cases.states import Capacity
from common.notifications.queries import Keepers
from common.people.models import User
from common.people.states import Role
from petitions.letters import actions as letters_actions
from petitions.letters import panels, queries
from petitions.letters.access import petitions_for
from petitions.letters.states import About, FollowUp, PetitionState, ReopenReason, RouteReason
from tests.factories import staff
from tests.factories.cases import make_case
from tests.factories.petitions import answered, make_petition
from tests.petitions.visiting import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.petitions.urls")]


def by(user) -> By:
    return By(user_id=user.pk, channel=Channel.COUNTER)


def test_whom_it_complains_of_neither_sees_nor_handles_it(client, court, huang):
    """信访条例28第3款, 30第3款: named by an officer; the petition passes to a colleague, or somebody is asked."""
    li, head = staff(Role.PETITION_OFFICER, court, name="黎明"), staff(Role.DIVISION_HEAD, court, name="冯庭")
    petition = make_petition(court=court, about=About.CONDUCT)
    assert petition.owner == huang
    page = reverse("petitions:one", args=[petition.case.uid])
    client.force_login(head)
    assert "请先登记是谁" in client.get(page).content.decode()
    path = reverse("petitions:complained", args=[petition.case.uid])
    assert client.post(path, {"version": petition.version, "user": ""}).status_code == 422
    for version in (petition.version, petition.version + 1):
        client.post(path, {"version": version, "user": huang.pk})
    petition.refresh_from_db()
    assert petition.owner == li
    assert petition.routings.last().reason == RouteReason.RECUSAL
    assert "黄敏" in client.get(page).content.decode()
    client.force_login(huang)
    assert client.get(page).status_code == 404
    assert not visible_to(huang, TODAY).filter(pk=petition.case_id).exists(), "nor the case page"
    assert page not in client.get(reverse("petitions:officer-list")).content.decode()
    assert huang.pk not in {post.user_id for post in queries.possible_owners(petition.case, TODAY)}
    client.force_login(li)
    petition.refresh_from_db()
    sent = client.post(path, {"version": petition.version, "user": li.pk})
    assert sent.headers["location"] == reverse("petitions:officer-list"), "who names themselves has it no longer"
    todo = Todo.objects.get(case=petition.case, what="petition_route", done_on=None)
    assert (todo.role, todo.words) == (Role.DIVISION_HEAD, "承办人与这件信访有关，应当回避，请另行指定承办人。")
    petition.refresh_from_db()
    letters_actions.reroute(
        petition=petition,
        division=petition.division,
        owner_id=head.pk,
        reason=RouteReason.RECUSAL,
        by=by(head),
        today=TODAY,
    )
    assert not Todo.objects.filter(case=petition.case, what="petition_route", done_on=None).exists()


@pytest.mark.parametrize(("about", "barred"), [(About.CONDUCT, True), (About.JUDGMENT, True), (About.SERVICE, False)])
def test_whoever_had_the_suit_in_hand_does_not_handle_what_is_said_of_it(court, huang, about, barred):
    suit, *_ = make_case(court=court)
    admit(case=suit, user_id=huang.pk, capacity=Capacity.JUDGE, by=SYSTEM, today=TODAY)
    staff(Role.PETITION_OFFICER, court, name="黎明")
    petition = make_petition(court=court, about=about)
    assert petition.owner == huang
    letters_actions.link_case(petition=petition, suit=suit, by=SYSTEM, today=TODAY)
    petition.refresh_from_db()
    assert (petition.owner != huang) is barred
    assert petitions_for(huang, TODAY).filter(pk=petition.pk).exists() is not barred


@pytest.mark.parametrize(("about", "alone"), [(About.CONDUCT, False), (About.SERVICE, True)])
def test_what_is_said_of_the_courts_people_is_closed_by_a_second_person(client, court, huang, about, alone):
    head = staff(Role.DIVISION_HEAD, court)
    petition = make_petition(court=court, about=about)
    answered(petition, huang, TODAY)
    todo = Todo.objects.get(case=petition.case, what="petitions.follow_up")
    assert todo.role == (Role.PETITION_OFFICER if alone else Role.DIVISION_HEAD)
    ends = {"petition": petition, "follow_up": FollowUp.PHONE, "words": "知道了", "today": TODAY}
    if not alone:
        client.force_login(huang)
        page = client.get(reverse("petitions:one", args=[petition.case.uid])).content.decode()
        assert "由另一个人回访办结" in page
        with pytest.raises(ActionRefused, match="答复的人不能自己办结"):
            letters_actions.conclude(**ends, by=by(huang))
    letters_actions.conclude(**ends, by=by(huang if alone else head))
    petition.refresh_from_db()
    assert petition.state == PetitionState.CONCLUDED


def test_nobody_who_is_meant_hears_of_it_or_shuts_out_the_rest(client, court, huang):
    """Named in the text of a complaint: never its owner, on no list, in no message, not on home; somebody to oversee it
    stays; a name is taken back by another than who gave it."""
    head, president = staff(Role.DIVISION_HEAD, court, name="冯庭"), staff(Role.PRESIDENT, court, name="院长甲")
    clerk = staff(Role.CLERK, court, name="陈立")
    petition = make_petition(court=court, about=About.CONDUCT, content="黄敏在窗口骂人。")
    assert petition.state == PetitionState.LODGED, "the only officer is named in it"
    todo = Todo.objects.get(case=petition.case, what="petition_route")
    told = {each.user_id for each in Keepers([todo], TODAY).of(todo)}
    assert huang.pk not in told
    assert head.pk in told
    assert not todos_of(huang, TODAY, timedelta()).exists()
    client.force_login(huang)
    assert petition.case.title not in client.get(reverse("petitions:officer-list")).content.decode()
    assert panels.desk(huang, TODAY) == []
    assert not visible_to(clerk, TODAY).filter(pk=petition.case_id).exists(), "a complaint is its officers' to read"
    assert visible_to(head, TODAY).filter(pk=petition.case_id).exists()
    say = {"petition": petition, "today": TODAY}
    letters_actions.name_complained(**say, user_id=head.pk, by=by(president))
    with pytest.raises(ActionRefused, match="没有人能监督"):
        letters_actions.name_complained(**say, user_id=president.pk, by=by(president))
    with pytest.raises(ActionRefused, match="另一位"):
        letters_actions.clear_complained(**say, user_id=head.pk, by=by(president))
    letters_actions.clear_complained(**say, user_id=head.pk, by=by(staff(Role.PETITION_OFFICER, court, name="黎明")))
    assert visible_to(User.objects.get(pk=head.pk), TODAY).filter(pk=petition.case_id).exists()


def test_what_the_meant_one_answered_is_answered_anew(client, court, huang):
    head = staff(Role.DIVISION_HEAD, court, name="冯庭")
    petition = answered(make_petition(court=court), huang, TODAY)
    letters_actions.name_complained(petition=petition, user_id=huang.pk, by=by(head), today=TODAY)
    petition.refresh_from_db()
    client.force_login(head)
    assert "由别人答复" in client.get(reverse("petitions:one", args=[petition.case.uid])).content.decode()
    ends = {"petition": petition, "follow_up": FollowUp.PHONE, "words": "知道了", "today": TODAY, "by": by(head)}
    with pytest.raises(ActionRefused, match="不能据此办结"):
        letters_actions.conclude(**ends)
    assert queries.owner_shown(petition) == "正在另行指定"
    with pytest.raises(ActionRefused, match="请先转办给别人"):
        letters_actions.reopen(petition=petition, reason=ReopenReason.NEW_FACTS, by=by(head), today=TODAY)
    letters_actions.reroute(
        petition=petition,
        division=petition.division,
        owner_id=head.pk,
        reason=RouteReason.RECUSAL,
        by=by(head),
        today=TODAY,
    )
    letters_actions.reopen(petition=petition, reason=ReopenReason.NEW_FACTS, by=by(head), today=TODAY)
    petition.refresh_from_db()
    assert (petition.state, petition.round, petition.owner) == (PetitionState.ROUTED, 2, head)
