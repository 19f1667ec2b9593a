"""What the court above decided: nothing binds that it set aside, no appeal is left without anybody (民诉法177-180)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from common.cases.models import Todo
from common.cases.states import TodoKind
from common.law import clock
from fees.settling.models import Settlement
from triage.after.queries import bound_since
from triage.trial.models import Closing
from triage.trial.states import AppealResult
from yunfu_court.verifying.invariants import Fault, Invariant, Span

_SET_ASIDE = [each for each in AppealResult if not each.binds]
_TRIED_AGAIN = [each for each in AppealResult if each.tried_again]


def _ended(span: Span, results: list[AppealResult]) -> Iterator[Closing]:
    rows = Closing.objects.filter(span.of(), undone_on__isnull=True, appeal_result__in=results)
    yield from rows.select_related("case").order_by("pk")


def _bound(span: Span) -> Iterator[Fault]:
    """A page or a form that takes a judgment set aside for one in effect."""
    for row in _ended(span, _SET_ASIDE):
        if on := bound_since(row.case, row, clock.today()):
            yield Fault(f"closing {row.pk}", f"{row.appeal_result}, and taken to bind since {on}", row.case_id)


def _moved(span: Span) -> Iterator[Fault]:
    """Tried again, the case has no fee to bear yet."""
    for row in _ended(span, _TRIED_AGAIN):
        held = Settlement.objects.filter(case=row.case_id, undone_on__isnull=True).order_by("pk")
        for pk, on in held.values_list("pk", "effective_on"):
            yield Fault(f"settlement {pk}", f"{row.appeal_result}, and the fee is settled (effect: {on})", row.case_id)


def _nobody(span: Span) -> Iterator[Fault]:
    """Somebody was asked to register it anew."""
    asked = Todo.objects.filter(case=OuterRef("case"), what=TodoKind.SENT_BACK)
    rows = Closing.objects.filter(span.of(), undone_on__isnull=True, appeal_result__in=_TRIED_AGAIN)
    for pk, case_id in rows.exclude(Exists(asked)).order_by("pk").values_list("pk", "case_id"):
        yield Fault(f"closing {pk}", "to be tried again, and nobody was asked to register it", case_id)


def _uneven(span: Span) -> Iterator[Fault]:
    """The second instance is over when the last appeal is, by a paper from above that stands, and not before."""
    rows = Closing.objects.filter(span.of(), undone_on__isnull=True, appealed_on__isnull=False)
    for row in rows.prefetch_related("appeals__outcome").order_by("pk"):
        outcomes = [each.outcome for each in row.appeals.all()]
        if any(each is not None and each.undone_on for each in outcomes):
            yield Fault(f"closing {row.pk}", "an appeal is ended by a result that was taken back", row.case_id)
        elif all(outcomes) != bool(row.appeal_result):
            words = f"result {row.appeal_result or 'none'}, {sum(map(bool, outcomes))} of {len(outcomes)} appeals ended"
            yield Fault(f"closing {row.pk}", words, row.case_id)


INVARIANTS = (
    Invariant("appeals.set_aside", "a judgment that was set aside binds nobody (民诉法177; 解释330, 336)", _bound),
    Invariant("appeals.no_fee", "no fee has its end while the case is tried again (办法30)", _moved),
    Invariant("appeals.registered", "somebody registers what was sent back (民诉法41; 审限规定6)", _nobody),
    Invariant("appeals.each", "the second instance ends with the last appeal (民诉法180)", _uneven),
)
