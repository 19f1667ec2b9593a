"""The home page tells each party the one thing its mediation waits for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.cases.actions import link_party, set_deadline
from common.cases.events import SYSTEM
from common.cases.rules import ActionRefused
from common.cases.states import Holder
from common.law import clock
from common.web.wording import day_words
from mediation.course.actions import (
    accept,
    answer_disclosure,
    ask_extension,
    choose_time,
    consent,
    offer_session,
    open_mediation,
)
from mediation.course.queries import waits_until
from mediation.course.states import SessionMode
from mediation.overview.queries import desk
from mediation.overview.queries.waiting import awaited
from mediation.texts.actions import AgreementText, draft_agreement, send_agreement
from mediation.texts.rules import Item
from tests.factories.cases import make_case
from tests.factories.mediation import MONDAY, dispute, sign, web

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _alone(settings: Any) -> None:
    settings.EVENT_HANDLERS = []


def words(user: Any, today: date = MONDAY) -> list[str]:
    return [item.words.partition("：")[0] for item in desk(user, today)]


def test_who_was_not_asked_yet_is_asked_and_then_left_alone() -> None:
    scene = dispute(running=False)
    assert (words(scene.zhang), words(scene.li)) == ([], ["是否同意调解"])
    consent(mediation=scene.mediation, by=scene.by_li, today=MONDAY, leaves_to_court=True)
    assert words(scene.li) == []


def test_an_extension_waits_for_the_other_side_only() -> None:
    scene = dispute()
    ask_extension(mediation=scene.mediation, days=30, by=scene.by_zhang, today=MONDAY)
    assert (words(scene.zhang), words(scene.li)) == ([], ["是否同意延长调解期限"])
    (item,) = desk(scene.li, MONDAY)
    assert item.hint == f"最后一天：{day_words(scene.mediation.due, today=MONDAY)}"
    li = scene.respondent.pk
    assert awaited(scene.case.pk) == {li: "答复是否同意延长调解期限"}


def test_a_text_waits_for_each_signature() -> None:
    scene = dispute()
    agreement = draft_agreement(
        mediation=scene.mediation,
        draft=AgreementText(
            facts="李四欠张三借款。",
            items=[Item(text="李四于月底前还清。")],
            claim_ids=list(scene.case.claims.values_list("pk", flat=True)),
            party_ids=[scene.claimant.pk, scene.respondent.pk],
            costs="",
        ),
        by=scene.chen,
        today=MONDAY,
    )
    send_agreement(agreement=agreement, by=scene.chen, today=MONDAY)
    assert words(scene.zhang) == words(scene.li) == ["签署调解协议"]
    sign(agreement, scene.zhang, scene.claimant, on=MONDAY)
    assert (words(scene.zhang), words(scene.li)) == ([], ["签署调解协议"])


def test_what_the_mediator_disclosed_and_the_times_offered_wait_for_each_with_their_day(client: Client) -> None:
    """在线调解13, 16: on the home page, the case page and the page that asks; who has answered is asked no more."""
    scene = dispute(running=False)
    consent(mediation=scene.mediation, by=scene.by_li, today=MONDAY)
    proposal = scene.mediation.proposals.get()
    accept(proposal=proposal, by=scene.chen, today=MONDAY, disclosure="李四是我的邻居。")
    bound: Any = {"term": "mediation_waiting", "holder": Holder.ALL, "subject": scene.mediation.subject}
    set_deadline(case=scene.case, start=MONDAY, by=SYSTEM, **bound)
    last = waits_until(scene.fresh())
    assert last
    client.force_login(scene.li)
    with clock.at(MONDAY):
        assert words(scene.zhang) == words(scene.li) == ["答复调解员披露的情况"]
        day = f"最晚 {day_words(last, today=MONDAY)}"
        assert day in client.get(f"/cases/{scene.case.uid}/").content.decode()
        assert f"{day}答复" in client.get(f"/mediation/{scene.case.uid}/disclosure/").content.decode()
        answer_disclosure(proposal=proposal, agrees=True, by=scene.by_zhang, today=MONDAY)
        assert (words(scene.zhang), words(scene.li)) == ([], ["答复调解员披露的情况"])
        answer_disclosure(proposal=proposal, agrees=True, by=scene.by_li, today=MONDAY)
        tuesday = clock.moment(datetime.combine(MONDAY + timedelta(days=1), time(9, 30)))
        times = [tuesday, tuesday + timedelta(days=1)]
        given: Any = {"mode": SessionMode.ONLINE, "place": "", "by": scene.chen, "today": MONDAY}
        session = offer_session(mediation=scene.fresh(), times=times, **given)
        assert words(scene.zhang) == words(scene.li) == ["选择调解时间"]
        day = f"最晚 {day_words(MONDAY + timedelta(days=2), today=MONDAY)}"
        assert day in client.get(f"/cases/{scene.case.uid}/").content.decode()
        assert f"{day}选" in client.get(f"/mediation/{scene.case.uid}/pick/").content.decode()
        choose_time(session=session, starts_at=times[0], by=scene.by_zhang, today=MONDAY)
        assert (words(scene.zhang), words(scene.li)) == ([], ["选择调解时间"])
    with pytest.raises(ActionRefused, match="已经过了"):
        choose_time(session=session, starts_at=times[0], by=scene.by_li, today=MONDAY + timedelta(days=2))


def test_many_mediations_ask_as_much_as_two() -> None:
    scene = dispute(running=False)

    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            desk(scene.li, MONDAY)
        return len(counted)

    def another() -> None:
        case, claimant, respondent = make_case(court=scene.case.court, on=MONDAY)
        for party, user in ((claimant, scene.zhang), (respondent, scene.li)):
            link_party(party=party, user_id=user.pk, by=web(user, party), today=MONDAY)
        open_mediation(case=case, by=web(scene.zhang, claimant), today=MONDAY, consented=[claimant.pk])

    another()
    desk(scene.li, MONDAY)  # posts are read once a person
    few = asked()
    for _ in range(6):
        another()
    assert words(scene.li) == ["是否同意调解"] * 8
    assert asked() == few
