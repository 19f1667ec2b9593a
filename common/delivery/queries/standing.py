"""Which services are still wanted, and which have no result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from common.cases.models import (
    Case,
    Deadline,
    Party,
    Todo,
)
from common.cases.states import DeadlineState, TodoKind
from common.courts.queries import parameters
from common.delivery.models import Service
from common.delivery.rules import (
    BY_ACCEPTANCE,
)
from common.delivery.states import ANSWERED, Effect, Method, ServiceState
from common.fields.conditions import built_once
from common.law.papers import PaperKind
from common.law.parameters import figures


@built_once
def still_wanted() -> Q:
    """Services whose party is in the case, in a case that goes on; when it is over, only what ended it, what was sent
    after its end, and that from whose receipt something is still to run."""
    awaits = Concat(Value("delivery:"), OuterRef("kind"), Value(":"), Cast(OuterRef("party"), CharField()))
    waits = Deadline.objects.filter(case=OuterRef("case"), state=DeadlineState.WAITING, awaits=awaits)
    after = Q(decision=True) | Q(ordered_on__gt=F("case__closed_on")) | Q(Exists(waits))
    return Q(Q(case__closed_on__isnull=True) | after, party__left_on__isnull=True)


@built_once
def to_replace() -> Q:
    """Failed, and nothing has taken its place yet. When the case is over only what ended it is still to be served."""
    newer = Service.objects.filter(
        Q(paper=OuterRef("paper"), paper__isnull=False) | Q(document=OuterRef("document"), document__isnull=False),
        party=OuterRef("party"),
        pk__gt=OuterRef("pk"),
    )
    return still_wanted() & Q(~Exists(newer), state=ServiceState.FAILED)


def not_reached(party: Party) -> QuerySet[Service]:
    """Papers that did not reach this party and of which nothing has taken the place, longest first."""
    return Service.objects.filter(to_replace(), party=party).order_by("pk")


HANGING = "service_hanging_days"  # the court's own setting


def hanging_before(today: date) -> date:
    """What was handed over for service on this day or earlier and has no result hangs."""
    return today - timedelta(days=_days(HANGING, today))


SIGNING = "paper_signing_days"  # the court's own setting


def unsigned(today: date) -> Q:
    """What was sent to be signed for and was not, as long as the court waits for that: it goes on paper."""
    before = today - timedelta(days=_days(SIGNING, today))
    return Q(effect=Effect.SIGNING, ordered_on__lt=before)


def sign_by(service: Service) -> date:
    """The last day to sign for it online."""
    return service.ordered_on + timedelta(days=_days(SIGNING, service.ordered_on))


def _days(key: str, today: date) -> int:
    shipped = parameters([key], today).get(key)
    return int(shipped.value if shipped else figures(key)[-1].value)


@built_once
def _was_unsigned() -> Exists:
    """It goes on paper after nobody had signed for it online."""
    same = Q(paper=OuterRef("paper"), paper__isnull=False) | Q(document=OuterRef("document"), document__isnull=False)
    rows = Service.objects.filter(same, party=OuterRef("party"), state=ServiceState.FAILED, effect=Effect.SIGNING)
    return Exists(rows)


def hanging(before: date, today: date) -> QuerySet[Service]:
    """Papers without a result since `before` or longer, longest first: what runs from their receipt may never begin;
    what nobody signed for online, at once; and those of which whoever sued has said where their addressee is, or that
    they do not know, or nothing: the court decides on the way now (民诉法95). A public notice that still runs is on its
    way as the law wants it. In cases that are over as well: a judgment nobody received never takes effect."""
    runs = Q(method=Method.PUBLIC, expires_on__gte=today)
    late = Q(asked__in=ANSWERED) | Q(ordered_on__lte=before)  # nobody's answer is waited for any more
    rows = Service.objects.filter(
        Q(~runs, still_wanted(), late | Q(_was_unsigned()), state=ServiceState.PENDING) | Q(to_replace(), late)
    )
    return rows.order_by("ordered_on", "id")


def unaccepted() -> QuerySet[Service]:
    """What binds by a signature and has none: on its way, or failed and nothing has taken its place."""
    pending = Q(still_wanted(), state=ServiceState.PENDING)
    return Service.objects.filter(pending | to_replace(), kind__in=BY_ACCEPTANCE).order_by("pk")


def to_ask_for(before: date, today: date) -> QuerySet[Service]:
    """Those of them of which no other to-do speaks: a 调解书 is served by whoever was asked to when it was made."""
    return hanging(before, today).exclude(Exists(_open(TodoKind.SERVE_PAPER)), kind=PaperKind.MEDIATION_PAPER)


def unasked(before: date, today: date) -> QuerySet[Service]:
    """Those of them in cases where nobody has been asked to do something about it."""
    return to_ask_for(before, today).filter(~Exists(_open(TodoKind.SERVICE)))


def _open(kind: TodoKind) -> QuerySet[Todo]:
    return Todo.objects.filter(case=OuterRef("case"), what=kind, subject="", done_on__isnull=True)


@dataclass(frozen=True, slots=True)
class Outline:
    """What kinds of services of a case are not done: what there is none of, nobody looks for."""

    signing: bool  # one that waits to be signed for online
    by_acceptance: bool  # one of what binds by a signature
    failed: bool


def outline(case: Case) -> Outline:
    """One light query, after which most pages ask nothing more of service."""
    rows = Service.objects.filter(case=case).exclude(state=ServiceState.SERVED).order_by()
    found = set(rows.values_list("state", "effect", "kind"))
    return Outline(
        signing=any(state == ServiceState.PENDING and effect == Effect.SIGNING for state, effect, _ in found),
        by_acceptance=any(kind in BY_ACCEPTANCE for _, _, kind in found),
        failed=any(state == ServiceState.FAILED for state, _, _ in found),
    )
