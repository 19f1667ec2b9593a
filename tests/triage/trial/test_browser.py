"""The pages of a trial in a browser: axe finds nothing, nothing sticks out at 1280 or 360 px."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from common.cases.actions import link_party, start_deadlines
from common.cases.events import SYSTEM
from common.cases.models import Case
from common.cases.rules import Awaited
from common.cases.states import Stage
from common.delivery.actions import send_out
from common.law import clock
from common.law.papers import PaperKind
from common.people.models import User
from common.people.states import Role
from tests.factories import UserFactory, staff
from tests.factories.triage import DAY, by, ordered, sorting_case
from tests.fees.settling.suits import Suit
from tests.triage.trial.trials import Trial, second_claimant
from triage.trial.actions import (
    draft_ruling,
    end_appeal,
    endorse_extension,
    fix_hearing,
    follow_appeal,
    object_to_small_claims,
    record_appeal,
    record_hearing,
    seek_dismissal,
    seek_extension,
    seek_withdrawal,
    sign_ruling,
    waive_answer,
)
from triage.trial.models import Appeal, Ruling
from triage.trial.queries import uncopied
from triage.trial.states import AppealResult, DismissalGround, HearingMode, SaidHow

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SHOTS", "")  # a folder: each page is kept there, to be seen by people


@pytest.fixture
def look(page: Page, live_server: Any, accessible: Callable[[Page], None]) -> Any:
    """`look(user, address, name)`: open it as this person and check it; `kept`: what the session holds besides."""

    def at(user: User, address: str, name: str, **kept: Any) -> None:
        client = Client()
        client.force_login(user)
        session = client.session
        session.update(kept)
        session.save()
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        answer = page.goto(address)
        assert answer
        assert answer.status == 200, f"{name}: {answer.status}"
        accessible(page)
        if SHOTS:
            for width in (1280, 360):
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
            page.set_viewport_size({"width": 1280, "height": 800})

    clock.set_process_clock(DAY)
    yield at
    clock.set_process_clock(None)


def test_the_pages_of_who_is_still_waited_for(look: Any) -> None:
    trial = Trial(served=None)
    with clock.at(DAY - timedelta(days=90)):
        service = ordered(trial.second, DAY - timedelta(days=90))
    look(trial.clerk, trial.url("hearing"), "hearing_waits")
    look(trial.judge, trial.url("close"), "close_waits")
    said: dict[str, Any] = {"how": SaidHow.IN_COURT, "on": DAY, "by": by(trial.judge), "today": DAY}
    waive_answer(case=trial.case, parties=[trial.first], note="笔录第 2 页", **said)
    look(trial.clerk, trial.url("answer-term"), "answer_term")
    look(trial.clerk, f"/delivery/cases/{trial.case.uid}/", "hanging")
    send_out(service=service, on=DAY, by=by(trial.clerk), today=DAY)
    look(trial.clerk, f"/delivery/{service.uid}/record/", "record")
    look(trial.clerk, "/delivery/", "waiting")
    registry = staff(Role.CLERK)
    trial.second.set_identity(id_number="", phone="13900000002")
    trial.second.save()
    look(registry, f"/intake/desk/{trial.case.uid}/codes/", "codes")


def test_the_pages_of_a_trial(look: Any) -> None:
    trial = Trial("small")
    wang = UserFactory(name="王五", verified=True)
    second_claimant(trial.case, wang)
    look(trial.judge, trial.url("propose"), "propose")
    look(trial.judge, trial.url("extend"), "extend")
    look(trial.zhang, trial.url("withdraw"), "withdraw")
    look(trial.li, trial.url("objection"), "objection")
    row = object_to_small_claims(
        case=trial.case,
        party=trial.second,
        ground="双方对借款是否交付争议较大，需要鉴定。",
        by=by(trial.li, party=trial.second),
        today=DAY,
    )
    look(trial.judge, f"/triage/objections/{row.pk}/", "objection_decide")
    look(trial.judge, "/triage/mine/", "mine")
    record_hearing(case=trial.case, on=DAY, mode=HearingMode.ONLINE, note="第一次开庭", by=by(trial.judge), today=DAY)
    look(trial.clerk, trial.url("hearing"), "hearing")
    longer = seek_extension(case=trial.case, months=1, reason="等待鉴定意见。", by=by(trial.judge), today=DAY)
    look(trial.head, "/triage/extensions/", "extensions")
    look(trial.head, f"/triage/extensions/{longer.pk}/", "extension")
    endorse_extension(extension=longer, words="情况属实。", by=by(trial.head), today=DAY)
    look(trial.president, f"/triage/extensions/{longer.pk}/", "extension_president")
    seek_withdrawal(case=trial.case, party=trial.first, by=by(trial.zhang, party=trial.first), today=DAY)
    seek_dismissal(
        case=trial.case,
        ground=DismissalGround.ARBITRATION,
        words="双方在《借款合同》第九条约定，因本合同发生的争议提交仲裁。",
        by=by(trial.judge),
        today=DAY,
    )
    for draft in Ruling.objects.order_by("pk"):
        look(trial.judge, f"/triage/rulings/{draft.pk}/", f"ruling_{draft.kind}")
    staff(Role.JUDGE, name="陈理")
    clock.set_process_clock(DAY + timedelta(1))
    look(trial.head, "/triage/rulings/court/", "court_rulings")
    look(trial.head, f"/triage/rulings/{draft.pk}/hand-over/", "hand_over")
    for user, name in ((trial.judge, "judge"), (trial.president, "president"), (trial.zhang, "zhang")):
        look(user, f"/cases/{trial.case.uid}/", f"case_{name}")
    look(trial.head, "/", "home_head")


def test_the_pages_of_an_appeal(look: Any, live_server: Any) -> None:
    """Two appeals that run, the result, its correction, and what was sent back."""
    suit = Suit()
    suit.judged([(suit.second.pk, None)])
    suit.served(suit.first, suit.second)
    base = f"{live_server.url}/triage/cases/{suit.case.uid}/"
    look(suit.clerk, f"{base}appeal/", "appeal")
    for party in (suit.second, suit.first):
        record_appeal(case=suit.case, party=party, on=DAY, disputed=500_000, by=by(suit.clerk), today=DAY)
    look(suit.clerk, f"{base}appeal/course/", "appeal-course")
    copies = {(each.pk, other.pk): DAY for each in Appeal.objects.all() for other in uncopied(each)}
    follow_appeal(case=suit.case, copies=copies, by=by(suit.clerk), today=DAY)
    follow_appeal(case=suit.case, answers={next(iter(copies)): DAY}, by=by(suit.clerk), today=DAY)
    look(suit.clerk, f"{base}appeal/course/", "appeal-answered")
    look(suit.zhang, f"{live_server.url}/cases/{suit.case.uid}/", "appeal-case")
    look(suit.clerk, f"{base}appeal/result/", "appeal-result")
    given = {"on": DAY, "by": by(suit.clerk), "today": DAY, "number": "（2026）粤53民终12号", "made_on": DAY}
    end_appeal(case=suit.case, result=AppealResult.SENT_BACK, **given)
    look(suit.clerk, f"{base}appeal/result/", "appeal-correct")
    look(suit.clerk, f"{base}appeal/course/", "appeal-anew")
    look(suit.zhang, f"{base}after/", "after-sent-back")


def test_the_pages_of_a_suit_that_was_refused(look: Any, live_server: Any) -> None:
    suit = Suit()
    case, first, _ = sorting_case()
    link_party(party=first, user_id=suit.zhang.pk, by=SYSTEM, today=DAY)
    Case.objects.filter(pk=case.pk).update(stage=Stage.REVIEW, registered_on=None)
    row = draft_ruling(case=case, kind="inadmissible", by=SYSTEM, today=DAY, articles=[], facts={})
    sign_ruling(ruling=row, by=by(row.judge), today=DAY, words="没有明确的被告。")
    start_deadlines(case=case, awaits=Awaited(PaperKind.RULING_INADMISSIBLE, first.pk), start=DAY, by=SYSTEM)
    base = f"{live_server.url}/triage/cases/{case.uid}/"
    look(suit.zhang, f"{base}after/", "refused-after")
    look(suit.clerk, f"{base}appeal/", "refused-appeal")
    record_appeal(case=case, party=first, on=DAY, by=by(suit.clerk), today=DAY)
    for page in ("course", "result"):
        look(suit.clerk, f"{base}appeal/{page}/", f"refused-{page}")
    look(suit.zhang, f"{live_server.url}/cases/{case.uid}/", "refused-case")


def test_the_page_on_which_a_hearing_is_fixed(look: Any) -> None:
    trial = Trial(procedure="ordinary_single")
    at = clock.moment(datetime.combine(DAY + timedelta(days=10), time(9, 30)))
    given = {"at": at, "place": "第三审判庭", "mode": HearingMode.IN_PERSON}
    fix_hearing(case=trial.fresh(), by=by(trial.clerk), today=DAY, **given)
    look(trial.clerk, trial.url("hearing/fix"), "hearing_fix")
    look(trial.li, f"/cases/{trial.case.uid}/", "hearing_fixed_case")
