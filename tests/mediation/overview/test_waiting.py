"""The home page tells each party the one thing its mediation waits for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.cases.actions import link_party
from common.web.wording import day_words
from mediation.course.actions import ask_extension, consent, open_mediation
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
