"""The end by performance or withdrawal (2025意见4)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By, CaseEvent
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import Disposal, Side
from mediation.course import queries as course_queries
from mediation.course.actions.locking import locked, need_party
from mediation.course.models import Mediation
from mediation.outcome import queries
from mediation.outcome.actions.steps import change, offered, opened
from mediation.outcome.events import ClaimantDone, Performed, Unused
from mediation.outcome.models import Ending
from mediation.texts.actions.signing import need_authority
from mediation.texts.models import Agreement
from mediation.texts.states import AgreementState, Outcome

HOW = (Outcome.PERFORMED, Outcome.WITHDRAWN)


@transaction.atomic
def finish(*, agreement: Agreement, how: Outcome, by: By, today: date) -> Agreement:
    """Performed at once, or the suit is withdrawn: closed 其他方式 without a fee (2025意见4). Each claimant says so
    for itself; with the last of them the agreement is done with."""
    case, mediation, row = opened(agreement.pk)
    party = _claimant(case, how, by, today)
    if row.outcome == how or row.endings.filter(party=party).exists():
        return row
    if how not in offered(case, mediation, row, today):
        raise ActionRefused(f"协议现在是“{row.outcome_label}”，不能再这样办理。")
    if not row.parties.filter(pk=party.pk).exists():
        raise ActionRefused("您不是这份协议的当事人。")
    wanted = set(row.parties.filter(side=Side.CLAIMANT, left_on__isnull=True).values_list("pk", flat=True))
    last = _said(mediation, row, party, how, wanted, today)
    event: CaseEvent = ClaimantDone(mediation_id=mediation.pk, party_id=party.pk, how=how)
    if last is not None:
        change(row, last, today, by)
        row.save(update_fields=["outcome", "outcome_on", "outcome_by"])
        event = Performed(agreement_id=row.pk, how=last)
    announce(case=case, event=event, by=by)
    return row


@transaction.atomic
def finish_between(*, mediation: Mediation, how: Outcome, by: By, today: date) -> Mediation:
    """The parties settled between themselves and the mediator ended it with that (在线调解25第2项): each claimant says
    that it is performed, or takes the suit back, until the case has gone to a team; with the last it is closed."""
    case, mediation = locked(mediation.pk)
    party = _claimant(case, how, by, today)
    if mediation.endings.filter(agreement=None, party=party).exists():
        return mediation
    if not queries.settled_between(case, mediation):
        raise ActionRefused("本案现在不能这样了结。已经转入审理的，请申请撤诉。")
    people = [each for each in course_queries.parties_of(case) if each.side == Side.CLAIMANT]
    last = _said(mediation, None, party, how, {each.pk for each in people}, today)
    event: CaseEvent = ClaimantDone(mediation_id=mediation.pk, party_id=party.pk, how=how)
    if last is not None:
        event = Performed(agreement_id=None, how=last)
    announce(case=case, event=event, by=by)
    return mediation


def _claimant(case: Case, how: Outcome, by: By, today: date) -> Party:
    """Who may say it: 民诉法62第2款, withdrawing disposes of the suit."""
    party = need_party(case, by)
    if how not in HOW:
        raise ActionRefused("请选择已经履行，或者撤回起诉。", field="how")
    if party.side != Side.CLAIMANT:
        raise ActionRefused("已经履行或者撤回起诉，由起诉的一方确认。")
    need_authority(case, party, by, today, Disposal.WITHDRAW if how is Outcome.WITHDRAWN else Disposal.SETTLE)
    return party


def _said(
    mediation: Mediation, row: Agreement | None, party: Party, how: Outcome, wanted: set[int], today: date
) -> Outcome | None:
    """Write the claimant's word; the outcome when all have given theirs: withdrawn when one of them withdrew."""
    Ending.objects.create(mediation=mediation, agreement=row, party=party, how=how, on=today)
    words = dict(Ending.objects.filter(mediation=mediation, agreement=row).values_list("party_id", "how"))
    if not wanted <= set(words):
        return None
    return Outcome.WITHDRAWN if Outcome.WITHDRAWN in words.values() else Outcome.PERFORMED


@transaction.atomic
def say_unused(*, case: Case, term: str, by: By, today: date) -> int:
    """Announce of each agreement of which nobody made anything in this time that the time is over. Returns of how
    many."""
    case = Case.lock(case.pk)
    rows = Agreement.objects.filter(mediation__case=case, state=AgreementState.EFFECTIVE, outcome=Outcome.NONE)
    found = [row.pk for row in rows.order_by("pk") if queries.is_over_for(row, term, today)]
    for pk in found:
        announce(case=case, event=Unused(agreement_id=pk, term=term), by=by)
    return len(found)
