"""A day that is stored is the day the rule gives: by the start, the length and the calendar of today."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from common.cases.access import missed, unkept
from common.cases.models import Deadline, LeftOut
from common.cases.rules import grounds_of
from common.cases.states import OF_COURT, DeadlineState
from common.courts.queries import calendar
from common.delivery.queries import notice_end, running_notices
from common.law import clock, terms
from common.people.access import held_on
from common.people.models import Membership
from common.people.states import Role
from mediation.course.models import Mediation
from petitions.letters.models import Petition
from petitions.letters.states import IN_HAND
from yunfu_court.verifying.invariants import Fault, Invariant, Span


def _off(span: Span) -> Iterator[Fault]:
    days, today = calendar(), clock.today()
    rows = Deadline.objects.filter(span.of(), state=DeadlineState.OPEN).order_by("pk")
    facts = ("pk", "case_id", "term", "start", "amount", "left_out", "no_domicile", "due", "case__received_on")
    outside: dict[int, list[LeftOut]] = {}
    for left in LeftOut.objects.filter(span.of(), removed_on=None).order_by("first", "pk"):
        outside.setdefault(left.case_id, []).append(left)
    for pk, case_id, key, start, amount, left_out, abroad, due, received in rows.values_list(*facts):
        try:
            grounds = grounds_of(terms.term(key, received, start))
            spans = tuple((each.first, each.last) for each in outside.get(case_id, []) if each.ground in grounds)
            course = terms.Course(left_out=left_out, no_domicile=abroad, excluded=spans)
            rule = terms.deadline(key, start, days, amount, on=received, course=course).value.day
        except (terms.TermError, ValueError) as error:
            words = str(error)
        else:
            if rule == due or (rule is not None and rule < today <= due):
                continue  # a day that had passed when it was announced is held against nobody
            words = f"{key} from {start}: kept {due}, by the rule {rule}"
        yield Fault(f"deadline {pk}", words, case_id, {"term": key})


def _nobodys(span: Span) -> Iterator[Fault]:
    today = clock.today()
    head = Membership.objects.filter(held_on(today), court=OuterRef("case__court"), role=Role.DIVISION_HEAD)
    running = Q(state=DeadlineState.OPEN) | missed()
    rows = Deadline.objects.filter(span.of(), running, unkept(today), holder__in=OF_COURT)
    rows = rows.filter(~Exists(head.filter(user__is_active=True))).order_by("pk")
    for pk, case_id, key, holder in rows.values_list("pk", "case_id", "term", "holder"):
        yield Fault(f"deadline {pk}", f"nobody has it: {key} of {holder}", case_id, {"term": key})


def _copies(span: Span) -> Iterator[Fault]:
    """Days that rooms keep beside the deadline, for lists that are sorted by them."""
    own = Deadline.objects.filter(case=OuterRef("case"), state__in=[DeadlineState.OPEN, DeadlineState.LAPSED])
    running = Mediation.objects.filter(span.of(), ended_on=None).filter(Exists(own.filter(term=OuterRef("term"))))
    waiting = Petition.objects.filter(span.of(), state__in=IN_HAND).filter(Exists(own))
    for rows, name, column, same in (
        (running, "mediation", "due", own.filter(term=OuterRef("term"))),
        (waiting, "petition", "due_on", own),
    ):
        wrong = rows.filter(~Exists(same.filter(due=OuterRef(column)))).order_by("pk")
        for pk, case_id, due in wrong.values_list("pk", "case_id", column):
            yield Fault(f"{name} {pk}", f"its copy says {due}, no deadline of the case does", case_id)


def _published(span: Span) -> Iterator[Fault]:
    """Between the day something changes and the next morning's sweep a notice may differ."""
    days, today = calendar(), clock.today()
    for row in running_notices().filter(span.of()).order_by("pk"):
        rule, kept = notice_end(row, days), row.expires_on
        if rule == kept or (rule is not None and kept is not None and rule < today <= kept):
            continue
        yield Fault(f"service {row.pk}", f"notice of {row.announced_on}: kept {kept}, by the rule {rule}", row.case_id)


INVARIANTS = (
    Invariant("deadlines.by_rule", "an open term ends on the day its rule gives (民诉法85)", _off),
    Invariant("deadlines.kept", "a term of the court that runs, or was missed, is somebody's", _nobodys),
    Invariant("deadlines.published", "a public notice runs to the day its rule gives (民诉法95, 283)", _published),
    Invariant("deadlines.copied", "a day that is kept twice is the same", _copies),
)
