"""Disputes for the figures: random histories through the real announce(), and the same in plain values."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from common.cases.actions import announce
from common.cases.events import Advanced, By, CaseEvent, Channel
from common.cases.models import Case, CaseLink, Event
from common.courts.models import Court
from common.law import clock
from fees.charging.events import Noticed
from fees.money.events import Paid
from intake.filing.events import Filed
from intake.review.events import CauseSet, Registered, Returned
from mediation.confirmation.events import ConfirmationRefused, Confirmed
from mediation.course.events import Failed, Opened, SessionHeld, Stopped
from mediation.outcome.events import PaperEffective, PaperSought, Performed, WentBack
from mediation.texts.events import Agreed
from tests.factories.cases import make_case
from triage.teams.events import Assigned
from triage.trial.events import Closed
from yunfu_court.targets.selectors import Happened, History

PLAIN, TRAFFIC = "14", "411"  # divorce lies in no key area; a traffic accident does
CLERK = By(user_id=None, channel=Channel.COUNTER)
WEB = By(user_id=None, channel=Channel.WEB)
PHONE = By(user_id=None, channel=Channel.PHONE)


def filed(wish: str = "sue", cause: str = PLAIN) -> Filed:
    return Filed(filing_id=1, wish=wish, accepts_mediation="yes", cause=cause, amount=100)


def happen(case: Case, day: date, event: CaseEvent, by: By = WEB) -> Event:
    """Announce an event of the case on a day."""
    with clock.at(day):
        return announce(case=case, event=event, by=by)


def new_case(court: Court, on: date = date(2026, 3, 2), **values: Any) -> Case:
    return make_case(court=court, on=on, **values)[0]


def any_event(dice: random.Random) -> tuple[CaseEvent, By]:
    """Any event the figures might read, sensible or not: counting must not depend on good order."""
    number = dice.randint(1, 2)
    yes = dice.random() < 0.5
    made: list[CaseEvent] = [
        Registered(filing_id=1, on_time=yes),
        Returned(filing_id=1, reason="x"),
        CauseSet(filing_id=1, former="x", cause=dice.choice([PLAIN, TRAFFIC])),
        Opened(mediation_id=number, route=dice.choice("ABC")),
        SessionHeld(session_id=1, online=dice.random() < 0.8),
        Agreed(mediation_id=number, agreement_id=1, whole=dice.random() < 0.8),
        Failed(mediation_id=number, reason="refused"),
        Stopped(mediation_id=number),
        Performed(agreement_id=1, how="performed"),
        PaperSought(agreement_id=1),
        PaperEffective(agreement_id=1, on=date(2026, 3, 1)),
        WentBack(agreement_id=1, party_id=1),
        Confirmed(confirmation_id=1, judge_id=1),
        ConfirmationRefused(confirmation_id=1, outcome="rejected", ground="x"),
        Assigned(assignment_id=1, team_id=1, judge_id=1),
        Closed(closing_id=1, way="judgment", procedure="small", track=dice.choice(["fast", "careful", ""])),
        # Of no party: an event of one side points to it, and the histories have none.
        Paid(payment_id=1, amount=1, online=yes, complete=dice.random() < 0.7, party_id=0),
        Noticed(notice_id=1, amount=1, party_id=0),
        Advanced(frm="closed", to=dice.choice(["trial", "sorting", "confirmation"]), cause="x"),
    ]
    return dice.choice(made), dice.choice([WEB, WEB, WEB, PHONE, CLERK])


def random_city(courts: list[Court], seed: int, cases: int = 12, length: int = 14) -> list[Case]:
    """Cases with random histories, interleaved over a month of days."""
    dice = random.Random(seed)
    made: list[Case] = []
    for _ in range(cases):
        case = new_case(dice.choice(courts))
        if dice.random() < 0.9:
            happen(
                case,
                date(2026, 3, 2),
                filed(dice.choice(["sue", "mediate"]), dice.choice([PLAIN, TRAFFIC])),
                dice.choice([WEB, PHONE, CLERK]),
            )
        if made and dice.random() < 0.3:
            CaseLink.objects.create(case=case, other=dice.choice(made), kind="continues")
        made.append(case)
    day = date(2026, 3, 2)
    for _ in range(cases * length):
        day += timedelta(days=dice.choice([0, 0, 0, 1]))
        event, by = any_event(dice)
        happen(dice.choice(made), day, event, by)
    return made


def history_of(case: Case) -> History:
    """The stored events as plain values."""
    return History(
        [
            Happened(row.seq, row.kind, row.day, row.channel, row.payload)
            for row in Event.objects.filter(case=case).order_by("seq")
        ],
        continues=CaseLink.objects.filter(case=case, kind="continues").exists(),
    )
