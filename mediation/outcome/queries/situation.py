"""What may be done with an agreement by the person who looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings

from common.cases.models import Case, Party
from common.law.regimes import Route
from mediation.course.models import Consent, Mediation
from mediation.course.queries import term_end
from mediation.course.states import MediationState
from mediation.outcome.rules import options, subject_of
from mediation.texts.models import Agreement
from mediation.texts.states import VOID, AgreementState, Outcome


def _own(agreements: Sequence[Agreement], binds: Mapping[int, frozenset[int]], party: Party | None) -> Agreement | None:
    """The effective agreement the viewer acts on: the newest that binds its party; for the court and the mediator the
    one that waits for a judge, else the newest."""
    rows = [row for row in agreements if row.state == AgreementState.EFFECTIVE]
    if party is not None:
        rows = [row for row in rows if party.pk in binds[row.pk]]
    # A claimant with one agreement for each defendant goes through them one by one.
    waiting = (Outcome.NONE, Outcome.PAPER_SOUGHT) if party is not None else (Outcome.PAPER_SOUGHT,)
    return next((row for row in rows if row.outcome in waiting), rows[0] if rows else None)


def _settled_names(
    agreements: Sequence[Agreement], binds: Mapping[int, frozenset[int]], consents: Sequence[Consent]
) -> tuple[str, ...]:
    """Respondents who have agreed, where others have not."""
    holds = [row for row in agreements if row.state == AgreementState.EFFECTIVE and row.outcome not in VOID]
    agreed = {party for row in holds for party in binds[row.pk]}
    rows = [row.party for row in consents if row.party.side == "respondent"]
    if not agreed or all(party.pk in agreed for party in rows):
        return ()
    return tuple(party.name for party in rows if party.pk in agreed)


def _options(
    case: Case, mediation: Mediation, agreement: Agreement | None, today: date
) -> tuple[tuple[Outcome, ...], str, date | None]:
    """What may be done with the effective agreement, and until when; the action checks the same under its lock."""
    if agreement is None or agreement.effective_on is None or agreement.outcome != Outcome.NONE:
        return (), "", None
    route = Route(mediation.route)
    if mediation.state != MediationState.AGREED and route is not Route.MEDIATION_ONLY:
        return (), "协议只解决了部分争议，已达成协议的部分由审理本案的法官依法处理。", None
    after_filing = bool(getattr(settings, "CONFIRM_AFTER_FILING", False))
    # Where confirmation is not open at all, its term is not worth a look at the calendar.
    asked = route is not Route.ENTRUSTED_AFTER_FILING or after_filing
    by = term_end("confirmation_application", agreement.effective_on, case.received_on) if asked else None
    found = options(
        route,
        cause=case.cause,
        confirm_after_filing=after_filing,
        within_term=by is not None and today <= by,
        on=case.received_on,
        subject=subject_of(agreement.subject),
    )
    return found.value, found.note, by
