"""结案 and reopening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from common.cases.actions import announce, set_deadline
from common.cases.events import By
from common.cases.models import Case, Deadline
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import ENDED, Holder, Side
from common.delivery.actions import serve
from common.delivery.queries import all_received_on
from common.law.articles import Finding
from common.law.papers import PaperKind
from triage.teams.actions import end_assignment
from triage.trial import queries
from triage.trial.actions.answering import need_answered, need_heard
from triage.trial.actions.extending import void_extensions
from triage.trial.actions.rulings import drop_rulings
from triage.trial.actions.summoning import end_hearings
from triage.trial.events import Closed, Reopened
from triage.trial.models import Closing
from triage.trial.rules import appeal_term
from triage.trial.states import ClosingWay, RulingKind


@transaction.atomic
def close(
    *,
    case: Case,
    way: str,
    by: By,
    today: date,
    document_id: int | None = None,
    bears: Sequence[tuple[int, int | None]] = (),
    unheard: str = "",
) -> Closing:
    """Close with its way; `today` is the day of closing. Closed already in the same way: that closing.

    `bears`: who bears the fee, as the paper says: party and fen, None for all the rest (办法53).

    A judgment and a 调解书 need their paper: 结案 without one is refused, unless all have received the 调解书 that was
    made of an agreement before (民诉法100; 解释149). A judgment is refused before everybody sued was served and had the
    time to answer, or all waived it (民诉法128; 解释266), and before everybody was heard: where the procedure allows
    another way than a hearing, `unheard` says why and which (145, 162). Any other way asks only what its own article
    does. The team is relieved of its weight, what still waits for a signature is dropped,
    and a hearing to come is off.
    """
    case = Case.lock(case.pk)
    how = ClosingWay(way)
    had = Closing.objects.filter(case=case, undone_on__isnull=True).first()
    if had is not None:
        if had.way == how:
            return had
        raise ActionRefused(f"本案已于 {had.on} 以“{had.way_label}”方式结案。")
    if case.stage in ENDED:
        raise ActionRefused("本案已经结束。")
    made = how is ClosingWay.MEDIATION and all_received_on(case, PaperKind.MEDIATION_PAPER) is not None
    if how.paper and document_id is None and not made:
        raise ActionRefused(f"以{how.label}方式结案的，请上传{how.paper.label}。", field="document")
    if how.on_merits:
        need_answered(case=case, on=today, act="判决", field="way")
        need_heard(case=case, on=today, why=unheard, field="way")
    row = Closing.objects.create(
        case=case,
        way=how,
        procedure=case.procedure,
        track=case.track,
        judge_id=queries.judge_of(case),
        document_id=document_id,
        on=today,
        unheard=unheard.strip()[:300] if how.on_merits else "",
    )
    end_assignment(case=case, by=by, today=today)
    void_extensions(case=case, by=by, today=today)
    drop_rulings(case=case, by=by, today=today, reason="本案已经结案")
    end_hearings(case=case, by=by, today=today)
    announce(
        case=case,
        event=Closed(
            closing_id=row.pk,
            way=how.value,
            procedure=case.procedure,
            track=case.track,
            bears=tuple(bears),
            waits=how is ClosingWay.MEDIATION and not made,
        ),
        by=by,
    )
    return row


@transaction.atomic
def refuse(*, case: Case, by: By, today: date) -> Closing:
    """A judge ruled that the suit is not taken: that is the end which may be appealed, by who sued (民诉法126, 157第2
    款). It is no 结案, since nothing had been registered. Refused already: that end."""
    case = Case.lock(case.pk)
    row, _ = Closing.objects.get_or_create(
        case=case,
        undone_on=None,
        defaults={"way": ClosingWay.INADMISSIBLE, "judge_id": queries.judge_of(case), "on": today},
    )
    tell_remedies(case=case, what=ClosingWay.INADMISSIBLE, by=by, today=today)
    return row


@transaction.atomic
def undo_refusal(*, case: Case, today: date) -> None:
    """The suit is registered after all: that it was refused is over (解释330)."""
    case = Case.lock(case.pk)
    Closing.objects.filter(case=case, way=ClosingWay.INADMISSIBLE, undone_on__isnull=True).update(undone_on=today)


@transaction.atomic
def reopen(*, case: Case, by: By, today: date) -> Closing | None:
    """A closing is undone: a party went back on the 调解书 before the last one had signed for it (民诉法102)."""
    case = Case.lock(case.pk)
    row = Closing.objects.select_for_update().filter(case=case, undone_on__isnull=True).first()
    if row is None:
        return None
    row.undone_on = today
    row.save(update_fields=["undone_on"])
    announce(case=case, event=Reopened(closing_id=row.pk), by=by)
    return row


@transaction.atomic
def tell_remedies(*, case: Case, what: str, by: By, today: date) -> list[Deadline]:
    """After the end: the judgment or the 调解书 goes to every party, and the time to appeal waits for each one's
    receipt (民诉法100, 171). The appeal itself is lodged on paper for now; the portal counts its term only.

    `what` is the way the case closed, or the kind of ruling that ended it; what may not be appealed sets no deadline.
    Against 不予受理 only the claimants appeal: nobody else is a party yet.
    """
    term = appeal_term(what, case.procedure).value
    own = ClosingWay(what).paper if what in set(ClosingWay) else None
    if not term and own is None:
        return []
    case = Case.lock(case.pk)
    parties = case.parties.filter(left_on__isnull=True).order_by("pk")
    if what == RulingKind.INADMISSIBLE:
        parties = parties.filter(side=Side.CLAIMANT)
    paper = own or PaperKind(f"ruling_{what}")
    closing = Closing.objects.filter(case=case, undone_on__isnull=True).select_related("document").first()
    document = closing.document if closing is not None and own else None
    found = []
    for party in parties:
        if term:
            found.append(
                set_deadline(
                    case=case,
                    term=term,
                    holder=Holder.PARTY,
                    party_id=party.pk,
                    subject=party.subject,
                    awaits=Awaited(paper, party.pk),
                    by=by,
                    noted=Finding(None, (), f"{party.called(case.kind)}{party.name}"),
                )
            )
        if document is not None:
            serve(party=party, document=document, decision=True, by=by)
    return found
