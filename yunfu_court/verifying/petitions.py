"""A petition has the terms of its own kind and no other's; its answer says what may be done against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from common.cases.models import Deadline, Todo
from common.cases.states import DeadlineState, TodoKind
from petitions.letters.models import Petition, Reply
from petitions.letters.rules import review_term, terms_for
from petitions.letters.rules.limbs import FINISH, PROLONGED, RESULTS, REVIEWS
from petitions.letters.states import IN_HAND, Level, Limb, Outcome, PetitionState, ReplyKind
from yunfu_court.verifying.invariants import Fault, Invariant, Span

_RUNS = (DeadlineState.OPEN, DeadlineState.WAITING)
_ANSWERED = (PetitionState.ANSWERED, PetitionState.CONCLUDED)


def _termed(span: Span) -> Iterator[Fault]:
    """One that was missed still says by what it ends; only one that runs can be of the wrong kind."""
    runs: dict[int, set[str]] = defaultdict(set)
    ran: dict[int, set[str]] = defaultdict(set)
    rows = Deadline.objects.filter(span.of(), term__in=RESULTS, case__petition__state__in=IN_HAND)
    for case_id, key, state in rows.exclude(state=DeadlineState.VOID).values_list("case_id", "term", "state"):
        counted = runs if state in _RUNS else ran
        counted[case_id].add(FINISH if key == PROLONGED else key)
    petitions = Petition.objects.filter(span.of(), state__in=IN_HAND).order_by("pk")
    for case_id, limb, level in petitions.values_list("case_id", "limb", "level"):
        rule, had = terms_for(Limb(limb), Level(level))[-1], runs[case_id]
        if had == {rule} or (not had and rule in ran[case_id]):
            continue
        by = ", ".join(sorted(had)) or "nothing"
        yield Fault(f"case {case_id}", f"{limb} at {level} ends by {by}, not by {rule}", case_id, {"limb": limb})


def _held(span: Span) -> Iterator[Fault]:
    for state, kind in (
        (PetitionState.LODGED, TodoKind.PETITION_ROUTE),
        (PetitionState.ANSWERED, TodoKind.PETITION_FOLLOW_UP),
    ):
        todo = Todo.objects.filter(case=OuterRef("case"), what=kind, done_on__isnull=True)
        rows = Petition.objects.filter(span.of(), state=state).exclude(Exists(todo)).order_by("pk")
        for case_id in rows.values_list("case_id", flat=True):
            yield Fault(f"case {case_id}", f"{state.value}, and nobody has {kind.value} to do", case_id)


def _remedied(span: Span) -> Iterator[Fault]:
    rights: dict[int, set[str]] = defaultdict(set)
    counted = Deadline.objects.filter(span.of(), term__in=REVIEWS).exclude(state=DeadlineState.VOID)
    for case_id, key in counted.values_list("case_id", "term"):
        rights[case_id].add(key)
    rows = Reply.objects.filter(span.of("petition__case"), kind=ReplyKind.RESULT, round=F("petition__round"))
    rows = rows.filter(petition__state__in=_ANSWERED).order_by("pk")
    facts = ("code", "remedy", "petition__case_id", "petition__limb", "petition__level", "petition__anonymous")
    for code, remedy, case_id, limb, level, anonymous in rows.values_list(*facts):
        rule = review_term(Limb(limb), Level(level), Outcome(code))
        elsewhere = code in (Outcome.FORWARDED, Outcome.NOT_AGAIN)
        if not remedy and (rule or (limb == Limb.LITIGATION and not elsewhere)):
            yield Fault(f"case {case_id}", f"its answer ({limb}, {code}) names no remedy", case_id, {"limb": limb})
        if not anonymous and rights[case_id] != ({rule} if rule else set()):
            had = ", ".join(sorted(rights[case_id])) or "nothing"
            words = f"{limb} at {level}, {code}: a review by {had}, not by {rule or 'nothing'}"
            yield Fault(f"case {case_id}", words, case_id, {"limb": limb})


INVARIANTS = (
    Invariant("petitions.termed", "a petition ends by the term of its kind: 60 days only under 信访条例31(6)", _termed),
    Invariant("petitions.held", "a petition that waits for its owner or its end is on somebody's list", _held),
    Invariant(
        "petitions.remedied", "an answer names its remedy; 复查 and 复核 have their day (信访条例35, 36)", _remedied
    ),
)
