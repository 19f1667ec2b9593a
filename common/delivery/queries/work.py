"""Work lists of who brings papers, and of what goes out by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from common.cases.access import as_court
from common.cases.models import (
    CaseNumber,
    Deadline,
)
from common.cases.queries import DeskItem
from common.cases.states import DeadlineState
from common.delivery.models import Service
from common.delivery.queries.own import services_to
from common.delivery.queries.standing import hanging_before, to_replace, unaccepted, unsigned
from common.delivery.states import KIND, Effect, Method, ServiceState
from common.notifications.models import Notice
from common.notifications.states import NoticeState
from common.people.models import Anyone, User
from common.people.queries import memberships_of
from common.people.states import Role


def envelope(service: Service) -> QuerySet[Service]:
    """What else goes to this party on the same way in the same case: papers of one envelope have one result."""
    rows = Service.objects.filter(party=service.party_id, method=service.method, state=ServiceState.PENDING)
    rows = rows.filter(address=service.address_id)
    return rows.exclude(pk=service.pk).exclude(method__in=(Method.ELECTRONIC, Method.PUBLIC)).order_by("pk")


@dataclass(frozen=True, slots=True)
class Line:
    """A service on the list of who brings papers: the number of its case, the day by which it is to go out or to have
    a result (a notice in public: on which it has run), how long it has waited, where it goes, and how often the paper
    was tried before."""

    service: Service
    number: str
    due: date
    waited: int
    place: str
    tries: int


def lines(services: Sequence[Service], today: date) -> list[Line]:
    """Services, read with case, party and address, as the list shows them. Four queries for all."""
    cases = {row.case_id for row in services}
    numbers = numbers_of(cases)
    open_terms = Deadline.objects.filter(case__in=cases, state=DeadlineState.OPEN, due__isnull=False)
    terms = {(case, term): due for case, term, due in open_terms.values_list("case", "term", "due").order_by("-due")}
    gone = Service.objects.filter(case__in=cases, state=ServiceState.FAILED).order_by("pk")
    tried: Counter[tuple[int, int | None, int | None]] = Counter(gone.values_list("party", "paper", "document"))
    days = (today - hanging_before(today)).days
    return [
        Line(
            row,
            numbers.get(row.case_id, ""),
            row.expires_on
            or (row.dispatched_on is None and terms.get((row.case_id, row.kind)))
            or row.ordered_on + timedelta(days=days),
            (today - row.ordered_on).days,
            _place(row),
            tried[row.party_id, row.paper_id, row.document_id],
        )
        for row in services
    ]


def numbers_of(cases: Collection[int]) -> dict[int, str]:
    """The last number of each of these cases; what has none is left out."""
    return {row.case_id: row.text for row in CaseNumber.objects.filter(case__in=cases).order_by("pk")}


def _place(row: Service) -> str:
    """Where it is to go by hand: the address that was confirmed, else the party's own."""
    if row.method == Method.COUNTER:
        return (row.address.phone if row.address else "") or row.party.reached_at
    return (row.address.postal if row.address else "") or row.party.address


def waiting(court_ids: list[int]) -> QuerySet[Service]:
    """What the court clerks of these courts have to bring, post or hand over, longest waiting first."""
    rows = Service.objects.filter(case__court__in=court_ids, state=ServiceState.PENDING)
    return (
        rows.exclude(method=Method.ELECTRONIC).select_related("case", "party", "address").order_by("ordered_on", "id")
    )


def desk(user: User, today: date) -> list[DeskItem]:
    """What waits on a court clerk's home page: papers to bring, post or hand over; on a party's: what binds it once it
    has signed for it, whichever way it comes. One query; none for others."""
    posts = memberships_of(user, today)
    courts = [post.court_id for post in posts if post.role == Role.COURT_CLERK]
    if courts:
        rows = waiting(courts).filter(as_court(user))
        return [DeskItem("待送达文书", rows.count(), reverse("delivery:waiting"))]
    if posts:
        return []
    rows = services_to(user, today).filter(pk__in=unaccepted().order_by().values("pk"))
    return [
        DeskItem(f"查看并签收{row.title}：{row.case.title}", 1, reverse("delivery:receipt", args=[row.uid]))
        for row in rows.select_related("case").order_by("pk")[:5]
    ]


def unconfirmed(court_ids: list[int]) -> QuerySet[Service]:
    """Electronic services that have not taken effect yet (not opened, or still going out), longest first."""
    rows = Service.objects.filter(case__court__in=court_ids, state=ServiceState.PENDING, method=Method.ELECTRONIC)
    return rows.select_related("case", "party", "address").order_by("ordered_on", "id")


def to_move(today: date) -> list[tuple[int, int]]:
    """Electronic services, each with its case, with which something is to be done now: not sent yet, their message
    arrived or died, or nobody signed for them in time. Those that only wait to be opened, perhaps for months, are not
    among them."""
    told = Notice.objects.filter(kind=KIND, occasion=Concat(Value("service:"), Cast(OuterRef("pk"), CharField())))
    news = Q(Exists(told.filter(state=NoticeState.SENT)), effect=Effect.ARRIVAL)
    news |= Q(Exists(told.filter(state=NoticeState.DEAD))) | unsigned(today)
    rows = Service.objects.filter(news | Q(sent_at=None), state=ServiceState.PENDING, method=Method.ELECTRONIC)
    return list(rows.order_by("ordered_on", "id").values_list("pk", "case_id"))


def failed(court_ids: list[int]) -> QuerySet[Service]:
    """Services that failed and that nothing has taken the place of yet, longest first: to be served another way."""
    rows = Service.objects.filter(to_replace(), case__court__in=court_ids)
    return rows.select_related("case", "party", "address").order_by("ordered_on", "id")


def seen_as(service: Service) -> str:
    """What a page showed of a service when it was drawn: where it goes and which way."""
    return f"{service.method}:{service.address_id or 0}"


def services_in(court_ids: list[int], user: Anyone) -> QuerySet[Service]:
    """The services of these courts' cases: what their clerk, this person, may record."""
    return Service.objects.filter(as_court(user), case__court__in=court_ids).select_related(
        "case__court", "party__case", "address", "paper"
    )
