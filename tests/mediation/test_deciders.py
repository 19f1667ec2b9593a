"""Every act by which a party decides in a mediation, by everybody who may stand there (民诉法60, 62; 解释147)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from common.cases.actions import add_representation, admit
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Party
from common.cases.rules import ActionRefused
from common.cases.states import Capacity, Power
from common.law import clock
from common.law.clock import SHANGHAI
from common.law.regimes import Route
from mediation.confirmation import actions as confirming
from mediation.course import actions as course
from mediation.course.models import Proposal
from mediation.course.queries import Situation
from mediation.course.states import SessionMode
from mediation.texts import actions as texts
from tests.factories import UserFactory
from tests.factories.mediation import MONDAY, Dispute, dispute, make_mediator, sign, web
from tests.mediation.test_course import draft

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 11, 5, 10, tzinfo=SHANGHAI)
WHO = {
    "the party": True,
    "a general agent": False,
    "an agent who may only waive": False,
    "an agent who may settle": True,
    "whose mandate nobody checked": False,
    "whose mandate is over": False,
    "an unproved guardian": False,
    "a proved guardian": True,
}


@dataclass
class Scene:
    """A running mediation with a time offered and an extension asked; beside it an agreement, a confirmation asked."""

    made: Dispute
    settled: Dispute
    acts: dict[str, Callable[[By], Any]]


def extended(made: Dispute) -> Any:
    return course.ask_extension(mediation=made.mediation, days=10, by=made.chen, today=MONDAY)


@pytest.fixture
def scene(settings: Any) -> Iterator[Scene]:
    settings.EVENT_HANDLERS = []
    with clock.at(MONDAY):
        made, settled = dispute(), dispute(slug="luoding", route=Route.A)
        make_mediator(made.case.court, "林老师")
        offered = course.offer_session(
            mediation=made.mediation,
            mode=SessionMode.ON_SITE,
            times=[TEN],
            place="第一调解室",
            by=made.chen,
            today=MONDAY,
        )
        text = texts.draft_agreement(mediation=settled.mediation, draft=draft(settled), by=settled.chen, today=MONDAY)
        text = texts.send_agreement(agreement=text, by=settled.chen, today=MONDAY)
        for user, party in ((settled.mediator.user, None), (settled.zhang, settled.claimant)):
            sign(text, user, party, on=MONDAY)
        sign(text, settled.li, settled.respondent, on=MONDAY)
        asked = confirming.apply(agreement=text, by=settled.by_zhang, today=MONDAY)
        day = {"today": MONDAY}

        def answers(by: By) -> Any:
            return course.answer_extension(extension=extended(made), agrees=False, by=by, **day)

        yield Scene(
            made,
            settled,
            {
                "nominate": lambda by: course.nominate(mediation=made.mediation, mediator_id=None, by=by, **day),
                "replace": lambda by: course.replace(mediation=made.mediation, by=by, **day),
                "choose_time": lambda by: course.choose_time(session=offered, starts_at=None, by=by, **day),
                "ask_extension": lambda by: course.ask_extension(mediation=made.mediation, days=10, by=by, **day),
                "answer_extension": answers,
                "disclosure": lambda by: course.answer_disclosure(
                    proposal=Proposal.objects.get(mediation=made.mediation), agrees=True, by=by, **day
                ),
                "apply": lambda by: confirming.apply(agreement=text, by=by, **day),
                "withdraw": lambda by: confirming.withdraw(confirmation=asked, by=by, **day),
            },
        )


def stands(of: Dispute, who: str) -> tuple[By, Any]:
    """Who stands there for the respondent of this dispute, and the account."""
    party = of.respondent
    guarded = {"guardian_name": of.li.name, "guardian_kinship": "other"}
    if who == "the party":
        return of.by_li, of.li
    if "guardian" in who:
        checked = MONDAY if who == "a proved guardian" else None
        Party.objects.filter(pk=party.pk).update(name="李小四", guardian_checked_on=checked, **guarded)
        return of.by_li, of.li
    lawyer = UserFactory(name="周律师", verified=True)
    given: dict[str, Any] = {"authority": "special", "powers": [Power.SETTLE.label], "checked_on": MONDAY}
    given |= {
        "a general agent": {"authority": "general", "powers": []},
        "an agent who may only waive": {"powers": [Power.WAIVE.label]},
        "whose mandate nobody checked": {"checked_on": None},
    }.get(who, {})
    row = add_representation(party=party, name=lawyer.name, phone="", unit="", since=MONDAY, user_id=lawyer.pk, **given)
    if who == "whose mandate is over":
        row.until = MONDAY
        row.save()
    else:
        admit(case=of.case, user_id=lawyer.pk, capacity=Capacity.AGENT, by=SYSTEM, today=MONDAY, party=party)
    return web(lawyer, party), lawyer


@pytest.mark.parametrize("who", WHO)
def test_the_act_asks_what_the_page_asks(scene: Scene, who: str) -> None:
    of_text = {"apply", "withdraw"}
    open_, signed = stands(scene.made, who), stands(scene.settled, who)
    for name, act in scene.acts.items():
        by = (signed if name in of_text else open_)[0]
        words = ""
        with transaction.atomic():
            try:
                act(by)
            except ActionRefused as refused:
                words = str(refused)
            transaction.set_rollback(True)
        lacks = any(each in words for each in ("代为和解", "还没有核对", "监护"))
        assert lacks is not WHO[who], (name, words)
    found = Situation.of(scene.made.case, open_[1], MONDAY)
    assert (found is not None and found.may_decide) is WHO[who], "the page and the act are one"


@pytest.mark.parametrize("who", WHO)
def test_agreeing_to_be_mediated_asks_the_same(settings: Any, who: str) -> None:
    settings.EVENT_HANDLERS = []
    with clock.at(MONDAY):
        made = dispute(running=False)
        by, _ = stands(made, who)
        if WHO[who]:
            course.consent(mediation=made.mediation, by=by, today=MONDAY)
        else:
            with pytest.raises(ActionRefused):
                course.consent(mediation=made.mediation, by=by, today=MONDAY)
    assert (made.mediation.consents.get(party=made.respondent).state == "given") is WHO[who]


@pytest.mark.parametrize("how", ["window", "recorded"])
def test_a_child_without_guardian_agrees_nowhere(settings: Any, how: str) -> None:
    """民诉法60: neither in person at the window nor by what the desk writes down; saying no it may."""
    settings.EVENT_HANDLERS = []
    with clock.at(MONDAY):
        made = dispute(running=False)
        party = made.respondent
        Party.objects.filter(pk=party.pk).update(birth_date=MONDAY.replace(year=MONDAY.year - 15))
        clerk = UserFactory(name="黄立案", verified=True)
        by = By(user_id=clerk.pk, channel=Channel.COUNTER, party_id=party.pk)
        record = {"mediation": made.mediation, "party_id": party.pk, "by": by, "today": MONDAY}
        window = partial(course.consent, mediation=made.mediation, by=by, today=MONDAY)
        act = window if how == "window" else partial(course.record_answer, **record, answer="given")
        with pytest.raises(ActionRefused, match="由父母等法定代理人代办"):
            act()
        course.record_answer(**record, answer="declined")
    assert made.fresh().end_reason == "unwilling"
