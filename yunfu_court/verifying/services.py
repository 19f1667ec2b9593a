"""Nobody is heard or judged unserved, and no paper hangs without somebody having it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from common.cases.models import Todo
from common.cases.states import TodoKind
from common.delivery.models import Service, ServiceAddress
from common.delivery.queries import agreed, hanging_before, to_ask_for, unasked
from common.delivery.states import Method, ServiceState
from common.law import clock
from common.law.papers import PaperKind
from triage.teams.queries import anew
from triage.trial.models import Closing, Hearing
from triage.trial.queries import comings, stands
from triage.trial.rules import may_close, unanswered, uncalled, unheard
from triage.trial.states import ClosingWay
from yunfu_court.verifying.invariants import Fault, Invariant, Span


def _heard(span: Span) -> Iterator[Fault]:
    """A hearing that was in time when it was held, and is not since the term moved, has its to-do."""
    asked = set(Todo.objects.filter(span.of(), what=TodoKind.HEARD_EARLY).values_list("case_id", flat=True))
    held = list(Hearing.objects.filter(span.of()).order_by("pk").values_list("pk", "case_id", "on"))
    known = stands({case_id for _, case_id, _ in held})
    for pk, case_id, on in held:
        waits = unanswered(known.get(case_id, []), on).value
        if waits and case_id not in asked:
            yield Fault(f"hearing {pk}", _words(on, [each.party_id for each in waits]), case_id)


def _judged(span: Span) -> Iterator[Fault]:
    rows = Closing.objects.filter(span.of(), undone_on__isnull=True).order_by("pk")
    closed = list(rows.values_list("pk", "case_id", "way", "on"))
    known = stands({case_id for _, case_id, way, _ in closed if ClosingWay(way).on_merits})
    for pk, case_id, way, on in closed:
        if waits := may_close(ClosingWay(way), known.get(case_id, []), on).value:
            yield Fault(f"closing {pk}", _words(on, [each.party_id for each in waits]), case_id, {"way": way})


def _judged_heard(span: Span) -> Iterator[Fault]:
    rows = Closing.objects.filter(span.of(), undone_on__isnull=True, way=ClosingWay.JUDGMENT, unheard="").order_by("pk")
    closed = list(rows.values_list("pk", "case_id", "on"))
    known = stands({case_id for _, case_id, _ in closed})
    cases = {case_id for _, case_id, _ in closed}
    came, since, held = comings(cases), anew(cases), defaultdict(list)
    for case_id, on in Hearing.objects.filter(span.of()).order_by("on").values_list("case_id", "on"):
        if on >= since.get(case_id, on):
            held[case_id].append(on)
    for pk, case_id, on in closed:
        if missed := unheard(known.get(case_id, []), held[case_id], on).value:
            who = ", ".join(str(each.party_id) for each in missed)
            yield Fault(f"closing {pk}", f"judged on {on}, at no hearing before: party {who}", case_id)
        if absent := uncalled(came.get(case_id, []), on).value:
            who = ", ".join(str(each.party_id) for each in absent)
            yield Fault(f"closing {pk}", f"judged on {on}, neither there nor called in time: party {who}", case_id)


def _papered(span: Span) -> Iterator[Fault]:
    """A 调解书 made of an agreement was received by everybody before the closing; one a judge made is on its way."""
    sent = Service.objects.filter(case=OuterRef("case"), kind=PaperKind.MEDIATION_PAPER)
    rows = Closing.objects.filter(span.of(), undone_on__isnull=True, way=ClosingWay.MEDIATION)
    for pk, case_id in rows.exclude(Exists(sent)).order_by("pk").values_list("pk", "case_id"):
        yield Fault(f"closing {pk}", "closed by a 调解书 that was never made", case_id)


def _words(on: date, parties: Iterable[int]) -> str:
    return f"on {on} not served, or still to answer: party {', '.join(str(pk) for pk in parties)}"


def _hanging(span: Span) -> Iterator[Fault]:
    """The to-dos of a case end with it, and the sweep raises those of its papers the next morning."""
    today = clock.today()
    rows = unasked(hanging_before(today) - timedelta(days=1), today).filter(span.of()).exclude(case__closed_on=today)
    for pk, case_id, kind, ordered_on in rows.order_by("pk").values_list("pk", "case_id", "kind", "ordered_on"):
        yield Fault(f"service {pk}", f"{kind} hangs since {ordered_on}: on nobody's list", case_id, {"kind": kind})


def _once(span: Span) -> Iterator[Fault]:
    """Each of the two that may be open in a case speaks of services of its own: the one of what hangs is open beside
    the one of a 调解书 only for other papers, and but once."""
    today = clock.today()
    rows = Todo.objects.filter(span.of(), done_on__isnull=True)
    paper = rows.filter(what=TodoKind.SERVE_PAPER, case=OuterRef("case"))
    first = rows.filter(what=TodoKind.SERVICE, subject="", case=OuterRef("case"), pk__lt=OuterRef("pk"))
    its_own = to_ask_for(hanging_before(today), today).filter(case=OuterRef("case"))
    twice = rows.filter(Exists(first) | (Exists(paper) & ~Exists(its_own)), what=TodoKind.SERVICE, subject="")
    for pk, case_id in twice.order_by("pk").values_list("pk", "case_id"):
        yield Fault(f"to-do {pk}", "speaks of a service that another open to-do speaks of", case_id)


def _planned(span: Span) -> Iterator[Fault]:
    """Nothing goes to where a party takes papers no more, or in a way it never agreed to."""
    rows = Service.objects.filter(span.of(), state=ServiceState.PENDING).select_related("address", "party__case")
    rows = rows.exclude(method=Method.PUBLIC, expires_on__lt=clock.today()).order_by("pk")
    held = ServiceAddress.objects.filter(span.of("party__case"), superseded_at__isnull=True)
    now = {each.party_id: each for each in held}
    for row in rows:
        address = now.get(row.party_id)
        facts = {"kind": row.kind, "method": row.method}
        if row.address_id != (address.pk if address else None):
            yield Fault(f"service {row.pk}", f"not to the address of party {row.party_id} now", row.case_id, facts)
        elif row.method == Method.ELECTRONIC and not agreed(address, decision=row.decision):
            yield Fault(f"service {row.pk}", f"electronic, and party {row.party_id} never agreed", row.case_id, facts)


INVARIANTS = (
    Invariant(
        "services.heard", "nobody is heard before the last day to answer, unless all waived it (民诉法128)", _heard
    ),
    Invariant("services.judged", "a judgment comes after everybody's last day to answer, or all waived it", _judged),
    Invariant(
        "services.judged_heard",
        "a judgment comes after a hearing to which all came or were called (民诉法145, 147, 162)",
        _judged_heard,
    ),
    Invariant("services.papered", "a case closed by a 调解书 has one (民诉法100)", _papered),
    Invariant("services.asked", "a service that hangs is a to-do of who serves it", _hanging),
    Invariant("services.planned", "every pending service goes by the latest address and consent (解释137)", _planned),
    Invariant("services.once", "no two open to-dos are about one service", _once),
)
