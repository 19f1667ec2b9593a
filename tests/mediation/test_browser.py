"""The pages of the mediation centre in a browser: axe finds nothing, nothing sticks out at 1280 or 360 px."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from common.cases.actions import set_case
from common.cases.models import Case
from common.law import clock
from common.law.clock import SHANGHAI
from common.law.regimes import Route
from common.people.models import User
from common.people.states import Role
from mediation.confirmation import actions as confirming
from mediation.confirmation.states import NotAcceptedGround
from mediation.course import actions as course_actions
from mediation.course.states import EndReason, PartyReasonCode
from mediation.outcome import actions as outcome_actions
from mediation.texts import actions as texts_actions
from tests.factories.mediation import Dispute, dispute, make_mediator, sign, web
from tests.factories.people import staff
from tests.mediation.test_course import MONDAY, TUESDAY, agree, draft

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SHOTS", "")  # a folder: each page is kept there, to be seen by people


@pytest.fixture
def look(page: Page, live_server: Any, accessible: Callable[[Page], None], settings: Any) -> Any:
    """`look(user, address, name)`: open it as this person and check it."""
    settings.EVENT_HANDLERS = []

    def at(user: User, address: str, name: str) -> None:
        client = Client()
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        answer = page.goto(address)
        assert answer
        assert answer.status == 200, f"{name}: {answer.status}"
        assert page.url.endswith(address), f"{name} went on to {page.url}"
        accessible(page)
        if SHOTS:
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
            page.set_viewport_size({"width": 1280, "height": 800})

    with clock.at(datetime(2026, 11, 3, 10, tzinfo=SHANGHAI)):
        clock.set_process_clock(TUESDAY)
        yield at
        clock.set_process_clock(None)


def of(made: Dispute, name: str, *args: Any) -> str:
    return reverse(f"mediation:{name}", args=[made.case.uid, *args])


def test_while_it_runs(look: Any) -> None:
    asked = dispute(running=False)
    clerk = staff(Role.CLERK, name="黄立案")
    look(asked.li, of(asked, "consent"), "consent")
    look(clerk, reverse("mediation:waiting"), "waiting")
    look(clerk, of(asked, "contact"), "contact")
    course_actions.consent(mediation=asked.mediation, by=asked.by_li, today=MONDAY)
    look(asked.mediator.user, of(asked, "answer"), "answer")
    look(asked.mediator.user, reverse("mediation:desk"), "desk")
    course_actions.accept(proposal=asked.fresh().proposals.get(), by=asked.chen, today=MONDAY)
    chen = asked.mediator.user
    look(asked.li, of(asked, "decline"), "decline")
    for name in ("mediation", "session_new", "session_log", "points", "agreement", "end"):
        look(chen, of(asked, name), name)
    row = texts_actions.draft_agreement(mediation=asked.fresh(), draft=draft(asked), by=asked.chen, today=TUESDAY)
    texts_actions.send_agreement(agreement=row, by=asked.chen, today=TUESDAY)
    look(asked.li, of(asked, "sign"), "sign")
    look(asked.zhang, of(asked, "sign"), "sign_claimant")
    look(asked.li, of(asked, "object"), "object")
    sign(row, asked.zhang, asked.claimant, on=TUESDAY)
    look(asked.zhang, of(asked, "sign"), "signed")
    texts_actions.object_to(agreement=row, words="只能先还六万。", by=asked.by_li, today=TUESDAY)
    look(chen, of(asked, "sign"), "sign_objected")
    texts_actions.recall_agreement(agreement=row, by=asked.chen, today=TUESDAY)
    look(chen, of(asked, "agreement"), "agreement_again")
    changed = replace(draft(asked), costs="案件受理费各半负担。")
    row = texts_actions.draft_agreement(mediation=asked.fresh(), draft=changed, by=asked.chen, today=TUESDAY)
    texts_actions.send_agreement(agreement=row, by=asked.chen, today=TUESDAY)
    look(asked.zhang, of(asked, "sign"), "sign_changed")
    look(clerk, of(asked, "counter"), "counter")


def test_what_follows_an_agreement(look: Any) -> None:
    settled = dispute()
    set_case(case=settled.case, registered_on=MONDAY)
    judge = staff(Role.JUDGE, name="周法官")
    row = agree(settled)
    look(settled.zhang, of(settled, "finish"), "finish")
    outcome_actions.seek_paper(agreement=row, by=settled.by_li, today=TUESDAY)
    confirming.name_judge(case=settled.case, by=settled.chen, today=TUESDAY)
    for name in ("paper", "refuse_paper", "regret"):
        look(judge, of(settled, name), name)
    look(judge, of(settled, "mediation"), "mediation-judge")
    before = dispute(route=Route.A, slug="luoding")
    other = staff(Role.JUDGE, before.case.court, name="黄法官")
    agreement = agree(before)
    for by in (before.by_zhang, before.by_li):
        found = confirming.apply(agreement=agreement, by=by, today=TUESDAY)
    confirming.name_judge(case=before.case, by=before.chen, today=TUESDAY)
    look(other, reverse("mediation:judge"), "judge")
    look(other, of(before, "confirmation"), "confirmation")
    confirming.do_not_accept(
        confirmation=found,
        ground=NotAcceptedGround.OTHER_COURT,
        record="不属于本院管辖。",
        by=web(other),
        today=TUESDAY,
    )
    Case.objects.filter(pk=before.case.pk).update(stage="closed", closing="unconfirmed", closed_on=TUESDAY)
    look(before.li, of(before, "again"), "again")


def test_settled_between_themselves(look: Any) -> None:
    made = dispute()
    reasons = {each.pk: (PartyReasonCode.NONE, "") for each in (made.claimant, made.respondent)}
    course_actions.fail(
        mediation=made.mediation,
        reason=EndReason.SELF_SETTLED,
        reasons=reasons,
        summary="双方自行和解。",
        by=made.chen,
        today=TUESDAY,
    )
    Case.objects.filter(pk=made.case.pk).update(stage="sorting")
    look(made.zhang, of(made, "finish_between"), "finish_between")
    look(made.zhang, of(made, "mediation"), "mediation-between")


def test_days_of_an_appraisal_and_who_signs_instead(look: Any) -> None:
    made = dispute(route=Route.A)
    make_mediator(made.case.court, name="卢萍")
    head = staff(Role.DIVISION_HEAD, made.case.court)
    spans = {"first": TUESDAY, "last": TUESDAY + timedelta(20)}
    left = course_actions.record_appraisal(mediation=made.mediation, **spans, by=made.chen, today=TUESDAY)
    address = f"/mediation/{made.case.uid}"
    look(made.mediator.user, f"{address}/appraisal/", "appraisal")
    look(made.mediator.user, f"{address}/appraisal/{left.pk}/", "appraisal_mistake")
    look(made.zhang, f"/cases/{made.case.uid}/", "case_with_appraisal")
    look(made.mediator.user, f"{address}/", "mediation_with_appraisal")
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    for user, party in ((made.zhang, made.claimant), (made.li, made.respondent)):
        sign(row, user, party, on=TUESDAY)
    texts_actions.hand_overdue(case=made.case, by=made.chen, today=TUESDAY)
    look(head, f"{address}/countersign/", "countersign")
