"""How a case ended, as this party has it before them."""

from __future__ import annotations

from datetime import date

from common.cases.models import Case, Party
from common.cases.queries import Offer
from common.cases.states import PartyKind, Side
from common.courts.queries import court_above
from common.delivery.queries import in_effect
from common.law.causes import under
from common.law.mediability import DIVORCE
from triage.after.rules import End, standing
from triage.trial.models import Closing
from triage.trial.queries import appeal_of
from triage.trial.states import AppealResult, ClosingWay

_SUED = (Side.CLAIMANT, Side.RESPONDENT)


def closing_of(case: Case) -> Closing | None:
    return case.closings.filter(undone_on__isnull=True).first()


def end_of(case: Case, closing: Closing, party: Party, today: date) -> End:
    """What this party is told of the end. At most five queries."""
    way = ClosingWay(closing.way)
    last = appeal_of(case, party)
    result = AppealResult(closing.appeal_result) if closing.appeal_result else None
    stayed = closing.appealed_on is not None
    effective_on = closing.appeal_ended_on
    if result is None:
        effective_on = in_effect(case, way, closed_on=closing.on, stayed=stayed, today=today).value
    sides = [each.kind for each in case.parties.all() if each.side in _SUED]
    return End(
        way=way,
        procedure=closing.procedure or case.procedure,
        closed_on=closing.on,
        effective_on=effective_on,
        entitled=last is not None,
        last=last.due if last else None,
        appealed=stayed,
        own=closing.appeals.filter(party=party).exists(),
        result=result,
        divorce=under(case.cause, DIVORCE) if case.cause else False,
        citizens=all(kind == PartyKind.NATURAL for kind in sides),
        suing=party.side == Side.CLAIMANT,
        court=case.court.name,
        above=court_above(case.court),
    )


def notice(case: Case, closing: Closing, party: Party, today: date) -> str:
    """What the case page says first of a case that has ended: whether it binds, and by when one may appeal."""
    return standing(end_of(case, closing, party, today), today)


def offer(case: Case) -> Offer:
    return Offer("看结案以后还能做什么", "triage:after", (case.uid,))
