"""How a case ended, as this party has it before them."""

from __future__ import annotations

from datetime import date

from common.cases.models import Case, Party
from common.cases.queries import Offer, number_of
from common.cases.states import PartyKind, Side
from common.courts.queries import court_above
from common.delivery.queries import in_effect, put_right
from common.law.causes import under
from common.law.mediability import DIVORCE
from triage.after.rules import End, Second, standing
from triage.trial.models import Closing
from triage.trial.queries import appeal_of, outcome_of, second_roles
from triage.trial.states import AppealResult, ClosingWay, SecondRole

_SUED = (Side.CLAIMANT, Side.RESPONDENT)


def closing_of(case: Case) -> Closing | None:
    return case.closings.filter(undone_on__isnull=True).first()


def bound_since(case: Case, closing: Closing, today: date) -> date | None:
    """Since when a paper binds in this case, of whichever court; None while none does, or where the court above set the
    first aside and put nothing in its place (民诉法158, 177, 179, 182)."""
    if closing.appeal_result:
        return closing.appeal_ended_on if AppealResult(closing.appeal_result).binds else None
    stayed = closing.appealed_on is not None
    return in_effect(case, ClosingWay(closing.way), closed_on=closing.on, stayed=stayed, today=today).value


def end_of(case: Case, closing: Closing, party: Party, today: date) -> End:
    """What this party is told of the end. At most nine queries."""
    way = ClosingWay(closing.way)
    last = appeal_of(case, party)
    result = AppealResult(closing.appeal_result) if closing.appeal_result else None
    stayed, effective = closing.appealed_on is not None, bound_since(case, closing, today)
    outcome = outcome_of(closing) if result is not None else None
    own = closing.appeals.filter(party=party).select_related("outcome").first()
    sides = [each.kind for each in case.parties.all() if each.side in _SUED]
    return End(
        way=way,
        procedure=closing.procedure or case.procedure,
        closed_on=closing.on,
        effective_on=effective,
        entitled=last is not None,
        last=last.due if last else None,
        appealed=stayed,
        put_right=effective is None and not stayed and put_right(case),
        own=own is not None and not own.left,
        gone=own is not None and own.left,
        result=result,
        divorce=under(case.cause, DIVORCE) if case.cause else False,
        citizens=all(kind == PartyKind.NATURAL for kind in sides),
        suing=party.side == Side.CLAIMANT,
        court=case.court.name,
        above=court_above(case.court),
        number=number_of(case),
        anew=closing.anew_number,
        second=Second(outcome.court, outcome.number, outcome.made_on, outcome.paper) if outcome else None,
    )


def notice(case: Case, closing: Closing, party: Party, today: date) -> str:
    """What the case page says first of a case that has ended: whether it binds, and by when one may appeal."""
    return standing(end_of(case, closing, party, today), today)


def roles_above(case: Case, end: End) -> dict[int, SecondRole]:
    """Party -> what it was before the court above, where that court's paper binds (解释315-317)."""
    return {party.pk: role for role, party in second_roles(case)} if end.above_binds else {}


def offer(case: Case) -> Offer:
    return Offer("看结案以后还能做什么", "triage:after", (case.uid,))
