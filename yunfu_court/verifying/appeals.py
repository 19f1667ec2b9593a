"""What the court above decided: nothing binds that it set aside, no appeal is left without anybody (民诉法177-180)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from common.cases.models import Case, Deadline, Event, Todo
from common.cases.states import Closing as Ending
from common.cases.states import DeadlineState, TodoKind
from common.law import clock
from fees.settling.models import Settlement
from triage.after.queries import bound_since
from triage.teams.models import Assignment
from triage.teams.queries import sat_before, tried_since
from triage.teams.states import ANEW, TRIAL
from triage.trial.actions.appealing import TERMS
from triage.trial.models import Appeal, Closing
from triage.trial.queries import uncopied
from triage.trial.states import AppealResult, ClosingWay
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


def _same_judge(span: Span) -> Iterator[Fault]:
    """The trial anew is another one: of other judges, and of a term of its own."""
    sent = Event.objects.filter(case=OuterRef("case"), kind=ANEW)
    rows = Assignment.objects.filter(Exists(sent), span.of(), until=None).select_related("case").order_by("pk")
    for row in rows:
        since = tried_since(row.case)
        early = Deadline.objects.filter(case=row.case, subject=TRIAL, state=DeadlineState.OPEN, start__lt=since)
        if row.judge_id in sat_before(row.case):
            yield Fault(f"assignment {row.pk}", "sent back, and before a judge who had tried it", row.case_id)
        elif early.exists():
            yield Fault(f"assignment {row.pk}", f"registered anew on {since}, by the former trial term", row.case_id)


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


def _shut_out(span: Span) -> Iterator[Fault]:
    """Who was refused can be recorded as appealing: there is an end for it to be against."""
    ends = Closing.objects.filter(case=OuterRef("pk"), undone_on__isnull=True, way=ClosingWay.INADMISSIBLE)
    rows = Case.objects.filter(span.of("pk"), closing=Ending.INADMISSIBLE).exclude(Exists(ends))
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        yield Fault(f"case {pk}", "refused, and nothing to appeal against", pk)


def _asked(row: Appeal) -> set[tuple[str, str]]:
    """What an appeal that runs still asks, or has asked: each a term, by its subject (民诉法174)."""
    copies = [copy for copy in row.copies.all() if copy.party.left_on is None]
    wanted = {("appeal_answer", copy.subject) for copy in copies}
    wanted |= {("appeal_answer_copy", copy.subject) for copy in copies if copy.answered_on}
    return wanted | ({("appeal_copy", row.subject)} if uncopied(row) else set())


def _unasked(span: Span) -> Iterator[Fault]:
    rows = Appeal.objects.filter(span.of("closing__case"), closing__undone_on__isnull=True)
    rows = rows.select_related("closing", "party", "outcome").prefetch_related("copies__party")
    for row in rows.order_by("pk"):
        case_id = row.closing.case_id
        terms = Deadline.objects.filter(case=case_id, term__in=TERMS).exclude(state=DeadlineState.VOID)
        todo = Todo.objects.filter(case=case_id, what=TodoKind.APPEAL, subject=row.subject, done_on=None)
        wanted = set() if row.outcome else _asked(row)
        if missing := sorted(wanted - set(terms.values_list("term", "subject"))):
            yield Fault(f"appeal {row.pk}", f"runs without {missing}", case_id)
        elif bool(row.outcome) == todo.exists():
            yield Fault(f"appeal {row.pk}", f"a to-do says otherwise than its outcome ({row.outcome})", case_id)
        elif row.outcome and terms.filter(state__in=["open", "waiting"], subject__startswith=row.subject).exists():
            yield Fault(f"appeal {row.pk}", "ended, and something of it still runs", case_id)


def _low(span: Span) -> Iterator[Fault]:
    """All copies are out, so the file has a day on which it goes up."""
    rows = Closing.objects.filter(span.of(), undone_on__isnull=True, appealed_on__isnull=False, appeal_result="")
    for row in rows.prefetch_related("appeals__closing", "appeals__outcome").order_by("pk"):
        running = [each for each in row.appeals.all() if each.outcome is None]
        file = Deadline.objects.filter(case=row.case_id, term="appeal_file").exclude(state=DeadlineState.VOID)
        if running and not any(uncopied(each) for each in running) and not file.exists():
            yield Fault(f"closing {row.pk}", "every copy is out, and no day for the file", row.case_id)


INVARIANTS = (
    Invariant("appeals.set_aside", "a judgment that was set aside binds nobody (民诉法177; 解释330, 336)", _bound),
    Invariant("appeals.no_fee", "no fee has its end while the case is tried again (办法30)", _moved),
    Invariant("appeals.registered", "somebody registers what was sent back (民诉法41; 审限规定6)", _nobody),
    Invariant("appeals.panel", "what was sent back is tried by other judges (民诉法41第3款; 解释45)", _same_judge),
    Invariant("appeals.refused", "a suit that was refused may be appealed (民诉法126, 157)", _shut_out),
    Invariant("appeals.terms", "what an appeal asks of anybody has its day, while it runs (民诉法174)", _unasked),
    Invariant("appeals.file", "the file goes up when nobody's answer is waited for (民诉法174第2款)", _low),
    Invariant("appeals.each", "the second instance ends with the last appeal (民诉法180)", _uneven),
)
