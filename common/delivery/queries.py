"""Reads of service."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from common.cases.access import (
    as_court,
    at_window,
    disposes,
    empowered,
    is_minor,
    is_proven,
    lacks_guardian,
    not_over,
    off_window,
    sides_of,
)
from common.cases.events import By, Channel
from common.cases.models import (
    Case,
    CaseFact,
    CaseNumber,
    Claim,
    Deadline,
    Participation,
    Party,
    Representation,
    Todo,
)
from common.cases.queries import DeskItem, party_abroad
from common.cases.rules import Awaited
from common.cases.states import Capacity, DeadlineState, Disposal, FactKey, PartyKind, Side, TodoKind
from common.courts.queries import court_above, parameters
from common.delivery.models import Service, ServiceAddress
from common.delivery.rules import (
    BY_ACCEPTANCE,
    kept_private,
    lays_open,
    masked,
    named_publicly,
    notice_lines,
    points,
    signers,
    tells_of_child,
)
from common.delivery.states import ANSWERED, KIND, SERVERS, Effect, Method, Relation, Scope, ServiceState
from common.documents.models import Document, Paper
from common.fields import blind_index
from common.law import clock
from common.law.articles import Finding
from common.law.calendar import Calendar
from common.law.effect import effect
from common.law.mediability import is_divorce
from common.law.papers import PaperKind
from common.law.parameters import figures
from common.law.phones import takes_messages
from common.law.terms import Course, Term, deadline, term
from common.notifications.models import Notice
from common.notifications.states import NoticeState
from common.people.models import Anyone, User
from common.people.queries import courts_of, memberships_of
from common.people.rules import normalise_phone, same_name
from common.people.states import Role
from common.web.wording import day_words


def current_address(party: Party) -> ServiceAddress | None:
    """The address that holds now."""
    return ServiceAddress.objects.filter(party=party, superseded_at__isnull=True).first()


def agreed(address: ServiceAddress | None, *, decision: bool) -> bool:
    """Whether the party agreed to have this sent electronically, within the scope it was told (在线诉讼30)."""
    return address is not None and address.e_consent and (address.consent_scope != Scope.PROCESS or not decision)


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


def portal_user(party: Party, today: date) -> int | None:
    """Whose account stands for the party: its own, else an agent's (解释132 allows serving the agent)."""
    if party.user_id is not None:
        return party.user_id
    agents = Representation.objects.filter(not_over(today), party=party, user__isnull=False, since__lte=today)
    return agents.order_by("pk").values_list("user_id", flat=True).first()


def nobody_acts(party: Party) -> bool:
    """Whether nobody can bind this party now: nobody has seen what proves its guardian, or it has none and needs one
    (民诉法60; 解释83)."""
    return party.guardian_unproved or lacks_guardian(party, clock.today())


def nobody_binds(party: Party) -> str:
    """Why nobody can sign for this party what binds it by that, to the court; "" where somebody can."""
    if not nobody_acts(party):
        return ""
    if party.guardian:
        return f"法院还没有核对{party.guardian}的监护关系证明，核对前谁签收都不算。请先核对证明，再登记签收。"
    return f"{party.name}现在没有法定代理人，谁签收都不算。请先登记法定代理人，再登记签收。"


def named_to_take(party: Party) -> str:
    """Whom the party itself named to take its papers, or "" (解释133): by its own account, or before the clerk at the
    window, where whoever speaks for it names no agent by that. Not whom an agent or the other side wrote down, nor
    where nobody confirmed it; for a ward its guardian names somebody once the court has seen what proves it."""
    address = current_address(party)
    if address is None or address.confirmed_at is None or nobody_acts(party):
        return ""
    account = party.user
    if account is not None and address.confirmed_by_id == account.pk:
        return address.recipient_name if is_proven(party, account) else ""
    if address.channel not in (Channel.COUNTER, Channel.STATION):
        return ""
    agents = party.representations.order_by("pk").values_list("name", flat=True)
    return "" if any(same_name(name, address.recipient_name) for name in agents) else address.recipient_name


def acceptors(party: Party, today: date) -> list[Representation]:
    """Agents who may sign for what binds the party by its signature: whose checked mandate names 和解, never so in a
    divorce (民诉法62第2款; 解释147), or whom the party itself named to take its papers (解释132, 133)."""
    rows = Representation.objects.filter(not_over(today), party=party, since__lte=today).order_by("pk")
    settle = set() if is_divorce(party.case.cause) else set(rows.filter(empowered(today, Disposal.SETTLE)))
    named = named_to_take(party)
    return [each for each in rows if each in settle or (named and same_name(each.name, named))]


def binders(party: Party, today: date) -> dict[Relation, tuple[str, ...]]:
    """Who binds the party by signing for what takes effect by that, as what, with their names; no name where the file
    has none that is sure: a unit's head. On every way of service the same (民诉法60, 62, 100第3款; 解释83, 133): a ward
    by its guardian alone, once the court has seen what proves it; else the party itself; an agent who may settle; whom
    the party itself named to take its papers."""
    found: dict[Relation, tuple[str, ...]] = {}
    if nobody_acts(party):
        return found
    if party.guardian:
        found[Relation.GUARDIAN] = (party.guardian,)
    elif party.kind == PartyKind.NATURAL:
        found[Relation.SELF] = (party.name,)
    else:
        found[Relation.HEAD] = ()
    if agents := acceptors(party, today):
        found[Relation.AGENT] = tuple(each.name for each in agents)
    if (named := named_to_take(party)) and not any(same_name(named, each.name) for each in agents):
        found[Relation.NAMED] = (named,)
    return found


def may_sign_for(party: Party, kind: str, today: date) -> tuple[Relation, ...]:
    """As what somebody may sign for this paper in the party's stead (rules.signers); for a 调解书: `binders`."""
    if kind in BY_ACCEPTANCE:
        return tuple(binders(party, today))
    return signers(party.kind, paper=kind, ward=bool(party.guardian))


def accepting_user(party: Party, today: date) -> int | None:
    """Whose account may sign for it online: the party's own, else such an agent's."""
    if party.user_id is not None:
        return party.user_id
    return next((each.user_id for each in acceptors(party, today) if each.user_id is not None), None)


def accepts(party: Party, by: By, today: date) -> bool:
    """Whether who acts may sign for what binds the party by that (`binders`). At the window an agent stands with the
    powers of its mandate (`By.powers`)."""
    if nobody_acts(party):
        return False
    if by.channel in (Channel.COUNTER, Channel.STATION):
        settles = Disposal.SETTLE.power.label in by.powers and not is_divorce(party.case.cause)
        return not by.limited or settles
    if Representation.objects.filter(not_over(today), party=party, user=by.user_id, user__isnull=False).exists():
        return any(each.user_id == by.user_id for each in acceptors(party, today))
    return disposes(party, by, Disposal.SETTLE, today)


def shares_phone(party: Party, phone: str) -> bool:
    """Whether somebody of another side reads what is sent to this number: it is theirs too."""
    index = blind_index(normalise_phone(phone)) if phone else ""
    if not index:
        return False
    others = Party.objects.filter(case=party.case_id).exclude(side=party.side).filter(left_on__isnull=True)
    return others.filter(Q(phone_hash=index) | Q(user__phone_hash=index)).exists()


def read_by_message(party: Party, phone: str, today: date) -> bool:
    """Whether a message to this number brings the party its paper (民诉法90: 能够确认其收悉): the number takes one, an
    account opens the paper, and the other side does not read along."""
    return takes_messages(phone) and portal_user(party, today) is not None and not shares_phone(party, phone)


def waiting(court_ids: list[int]) -> QuerySet[Service]:
    """What the court clerks of these courts have to bring, post or hand over, longest waiting first."""
    rows = Service.objects.filter(case__court__in=court_ids, state=ServiceState.PENDING)
    return (
        rows.exclude(method=Method.ELECTRONIC).select_related("case", "party", "address").order_by("ordered_on", "id")
    )


def desk(user: User, today: date) -> list[DeskItem]:
    """What waits on a court clerk's home page: papers to bring, post or hand over. One query; none for others."""
    courts = [post.court_id for post in memberships_of(user, today) if post.role == Role.COURT_CLERK]
    if not courts:
        return []
    return [DeskItem("待送达文书", waiting(courts).count(), reverse("delivery:waiting"))]


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


def running_notices() -> QuerySet[Service]:
    """Public notices that were put out and still run, with what `notice_end` asks, and nothing that is sealed."""
    rows = Service.objects.filter(state=ServiceState.PENDING, method=Method.PUBLIC, announced_on__isnull=False)
    facts = ("announced_on", "expires_on", "case__received_on", "party__home", "party__case")
    return rows.select_related("case", "party").only(*facts)


def notices(today: date) -> QuerySet[Service]:
    """The public notices that run today, newest first, with what the page for everybody says of them (解释138). Not of
    whom nobody may name there, nor of who has left the case, or whose case is over."""
    rows = Service.objects.filter(still_wanted(), state=ServiceState.PENDING, method=Method.PUBLIC)
    rows = rows.filter(expires_on__gte=today).select_related("case__court", "party")
    nobody = [row.pk for row in rows if is_minor(row.party, today) and not row.party.guardian]
    return rows.exclude(pk__in=nobody).order_by("-announced_on", "-id")


def unnamed(cases: Collection[int], today: date) -> dict[int, list[str]]:
    """Of each of these cases the people whom nothing for everybody names: children, and wards. One query."""
    found = defaultdict(list)
    for party in Party.objects.filter(case__in=cases, kind=PartyKind.NATURAL).order_by("pk"):
        if party.guardian or is_minor(party, today):
            found[party.case_id].append(party.name)
    return found


def still_wanted() -> Q:
    """Services whose party is in the case, in a case that goes on; when it is over, only what ended it, what was sent
    after its end, and that from whose receipt something is still to run."""
    awaits = Concat(Value("delivery:"), OuterRef("kind"), Value(":"), Cast(OuterRef("party"), CharField()))
    waits = Deadline.objects.filter(case=OuterRef("case"), state=DeadlineState.WAITING, awaits=awaits)
    after = Q(decision=True) | Q(ordered_on__gt=F("case__closed_on")) | Q(Exists(waits))
    return Q(Q(case__closed_on__isnull=True) | after, party__left_on__isnull=True)


def points_of(service: Service) -> str:
    """The points of what a complaint asks, as the clerk is proposed to publish them (解释139); of any other paper the
    clerk says it."""
    if service.kind == PaperKind.SUMMONS and service.paper is not None:
        told = service.paper.context
        return (
            f"{day_words(date.fromisoformat(told['on']), year=True)} {told['time']}，{told['place']}，{told['mode']}。"
        )
    if service.kind != PaperKind.COMPLAINT_COPY:
        return ""
    rows = Claim.objects.filter(case=service.case_id).exclude(state="withdrawn").order_by("order", "pk")
    return points(service.case.cause_name, list(rows.values_list("text", "amount")))


@dataclass(frozen=True, slots=True)
class Told:
    """A public notice as it is put up: whom it calls, by which number, what it brings and says."""

    service: Service
    who: str
    number: str
    title: str
    lines: list[str]


def told(services: Sequence[Service], today: date, *, everybody: bool) -> list[Told]:
    """Public notices with what they say (解释139). `everybody`: on a page that anybody reads; else as the paper that
    hangs at the court and at the home; neither names a child or a ward. Five queries for all, and the courts."""
    cases = {row.case_id for row in services}
    numbers = numbers_of(cases)
    waits = Deadline.objects.filter(case__in=cases, state=DeadlineState.WAITING).order_by("pk")
    terms = defaultdict(list)
    for each in waits:
        terms[each.case_id, each.awaits].append(each.term)
    lost = CaseFact.objects.filter(case__in=cases, key=FactKey.RESPONDENT_WHEREABOUTS_KNOWN, value=False)
    nowhere = set(lost.values_list("case", flat=True))
    hidden = unnamed(cases, today)
    return [
        _told(row, today, numbers, terms, nowhere, hidden.get(row.case_id, []), everybody=everybody) for row in services
    ]


def _told(
    row: Service,
    today: date,
    numbers: Mapping[int, str],
    terms: Mapping[tuple[int, str], list[str]],
    lost: set[int],
    hidden: Sequence[str],
    *,
    everybody: bool,
) -> Told:
    party, kind, on = row.party, PaperKind.known(row.kind), row.case.received_on
    waits = terms.get((row.case_id, Awaited(kind, party.pk).key), []) if kind else []
    abroad = bool(waits) and party_abroad(party).value
    sizes = [(key, term(key, on)) for key in waits]
    runs = [(key, each.name, _length(each, abroad=abroad, figures=everybody)) for key, each in sizes]
    hides = kept_private(row.case.cause) or bool(party.guardian) or tells_of_child(row.gist)
    hides = hides or bool(lays_open(row.gist, hidden, today))  # published before anybody looked for that
    lines = notice_lines(
        kind=row.kind,
        title=row.title,
        decision=row.decision,
        nowhere=row.case_id in lost and party.side != Side.CLAIMANT,
        sued=party.side == Side.RESPONDENT,
        gist=row.gist,
        terms=runs,
        court=row.case.court.name,
        above=court_above(row.case.court),
        private=everybody and hides,
    )
    # The name of a file is its owner's, who may have written a name or a story into it.
    title = row.title if row.paper_id else (kind.label if kind else "案件材料")
    who = named_publicly(party.name, guardian=party.guardian, child=is_minor(party, today)).value
    open_ = [masked(line, hidden) for line in lines]  # also of who was found to be a child since it was published
    return Told(row, who, numbers.get(row.case_id, ""), masked(title, hidden), open_)


def _length(found: Term, *, abroad: bool, figures: bool) -> str:
    size = found.abroad if abroad and found.abroad else found.size
    return f" {size.figures}" if figures else size.spoken  # pages set a space before a number, papers none


def started(service: Service) -> QuerySet[Deadline]:
    """The terms that began to run when this was received, soonest first."""
    paper = PaperKind.known(service.kind)
    if paper is None or service.served_on is None:
        return Deadline.objects.none()
    key = Awaited(paper, service.party_id).key
    rows = Deadline.objects.filter(case=service.case_id, awaits=key, start=service.served_on)
    return rows.exclude(state=DeadlineState.VOID).order_by("due", "id")


def started_together(service: Service) -> QuerySet[Deadline]:
    """Those that the papers of one envelope began: received by one party on one day."""
    rows = Deadline.objects.filter(case=service.case_id, start=service.served_on, awaits__startswith="delivery:")
    rows = rows.filter(awaits__endswith=f":{service.party_id}")
    return rows.exclude(state=DeadlineState.VOID).order_by("due", "id")


def notice_end(service: Service, days: Calendar) -> date | None:
    """The last day of a public notice: sixty days for whom no domicile in China is known (民诉法95, 283)."""
    course = Course(no_domicile=party_abroad(service.party).value)
    found = deadline("public_notice", service.announced_on, days, on=service.case.received_on, course=course)
    return found.value.day


def _to_replace() -> Q:
    """Failed, and nothing has taken its place yet. When the case is over only what ended it is still to be served."""
    newer = Service.objects.filter(
        Q(paper=OuterRef("paper"), paper__isnull=False) | Q(document=OuterRef("document"), document__isnull=False),
        party=OuterRef("party"),
        pk__gt=OuterRef("pk"),
    )
    return still_wanted() & Q(~Exists(newer), state=ServiceState.FAILED)


def not_reached(party: Party) -> QuerySet[Service]:
    """Papers that did not reach this party and of which nothing has taken the place, longest first."""
    return Service.objects.filter(_to_replace(), party=party).order_by("pk")


def unreached(case: Case) -> QuerySet[Service]:
    """Those of this case of which the other side was asked where their addressee is found."""
    return Service.objects.filter(_to_replace(), case=case).exclude(asked="").order_by("pk")


def may_say(case: Case) -> QuerySet[Service]:
    """Those of which the other side may still say it: also while a public notice takes their place, which has reached
    nobody yet (民诉法95)."""
    notice = Service.objects.filter(
        party=OuterRef("party"), method=Method.PUBLIC, state=ServiceState.PENDING, case__closed_on__isnull=True
    )
    asked = Service.objects.filter(_to_replace() | Q(Exists(notice), state=ServiceState.FAILED), case=case)
    return asked.exclude(asked="").order_by("pk")


def missing(case: Case) -> QuerySet[Service]:
    """What reached nobody, with its addressee, longest first: of all sides, whoever was asked about it."""
    rows = Service.objects.filter(Q(pk__in=may_say(case).values("pk")) | _to_replace(), case=case)
    return rows.select_related("party").order_by("pk")


def asked_until(case: Case, asked: Party) -> dict[int, date]:
    """Until when this one is asked where each party is found, by the party's pk. One query."""
    rows = Deadline.objects.filter(case=case, term=OTHER_ADDRESS, party=asked, state=DeadlineState.OPEN)
    return {int(subject.split(":")[1]): due for subject, due in rows.values_list("subject", "due") if due}


def notice_runs(party: Party) -> bool:
    """Whether a public notice calls this party today: what it says of where it takes papers ends it."""
    return Service.objects.filter(
        party=party, method=Method.PUBLIC, state=ServiceState.PENDING, announced_on__isnull=False
    ).exists()


OTHER_ADDRESS = "other_address"  # the term in which whoever sued says where the other side is found


def asked_about(party_id: int, asked_id: int) -> str:
    """The subject of the term in which the one is asked where the other is found."""
    return f"where:{party_id}:{asked_id}"


def answers_awaited(party: Party) -> QuerySet[Deadline]:
    """The terms in which somebody may still say where this party is found, the first to end first."""
    rows = Deadline.objects.filter(
        case=party.case_id, term=OTHER_ADDRESS, subject__startswith=asked_about(party.pk, 0)[:-1]
    )
    return rows.filter(state=DeadlineState.OPEN).order_by("due", "pk")


def may_still_say(service: Service, asked_id: int) -> QuerySet[Deadline]:
    """This one's own term, which runs or ran out: whoever has answered in it has no other."""
    rows = Deadline.objects.filter(case=service.case_id, term=OTHER_ADDRESS)
    rows = rows.filter(subject=asked_about(service.party_id, asked_id))
    return rows.filter(state__in=[DeadlineState.OPEN, DeadlineState.LAPSED], dealt_on__isnull=True)


def to_ask(service: Service) -> QuerySet[Party]:
    """Who knows whom they sued. Not for whoever has asked the court to keep their address from the other side (专递规定
    4): nobody is sent to search for them."""
    return Party.objects.none() if service.party.address_kept else who_sued(service)


def who_sued(service: Service) -> QuerySet[Party]:
    """Who brought the case in which this goes to another side; of the same side, or of a case in which nobody was sued:
    nobody."""
    asked = {Side.RESPONDENT: Side.CLAIMANT, Side.THIRD: Side.CLAIMANT}.get(Side(service.party.side))
    return Party.objects.filter(case=service.case_id, side=asked or "", left_on__isnull=True)


def failed(court_ids: list[int]) -> QuerySet[Service]:
    """Services that failed and that nothing has taken the place of yet, longest first: to be served another way."""
    rows = Service.objects.filter(_to_replace(), case__court__in=court_ids)
    return rows.select_related("case", "party", "address").order_by("ordered_on", "id")


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
        Q(~runs, still_wanted(), late | Q(_was_unsigned()), state=ServiceState.PENDING) | Q(_to_replace(), late)
    )
    return rows.order_by("ordered_on", "id")


def all_sent_on(case: Case, kind: str) -> date | None:
    """The day by which a paper of this kind had gone out to each of its addressees, by whichever way first; None while
    there is one to whom none has. One query."""
    rows = Service.objects.filter(case=case, kind=kind).order_by().values("party").annotate(first=Min("dispatched_on"))
    days = [row["first"] for row in rows]
    return max(days) if days and None not in days else None


def all_received_on(case: Case, kind: str) -> date | None:
    """The day of the last receipt of a paper of this kind; None while one addressee has not received it, and where
    none was ever sent: no row of a service is no receipt. A way that failed counts by what came after it; who has left
    the case is waited for no more. One query."""
    here = Service.objects.filter(case=case, kind=kind, party__left_on__isnull=True)
    rows = here.order_by("pk").values_list("party", "state", "served_on")
    newest, days = {}, []
    for party, state, served_on in rows:
        newest[party] = state
        if state == ServiceState.PENDING:
            return None
        if served_on is not None:
            days.append(served_on)
    return max(days) if days and set(newest.values()) == {ServiceState.SERVED} else None


# The time to appeal against what ended a case, by its key in the table of terms; one row a party.
APPEALS = ("appeal_judgment", "appeal_ruling", "refusal_appeal")
_BINDS_BY_RECEIPT = {"judgment": PaperKind.JUDGMENT, "mediation": PaperKind.MEDIATION_PAPER}


def in_effect(case: Case, way: str, *, closed_on: date, stayed: bool, today: date) -> Finding[date | None]:
    """The day on which what ended the case took effect, read from each party's time to appeal, or from the receipts
    (common.law.effect). At most two queries."""
    ends = Deadline.objects.filter(case=case, term__in=APPEALS).exclude(state=DeadlineState.VOID)
    paper = _BINDS_BY_RECEIPT.get(way)
    return effect(
        way,
        procedure=case.procedure,
        closed_on=closed_on,
        ends=ends.order_by("pk").values_list("due", flat=True),
        received_on=all_received_on(case, paper) if paper else None,
        stayed=stayed,
        today=today,
    )


def unaccepted() -> QuerySet[Service]:
    """What binds by a signature and has none: on its way, or failed and nothing has taken its place."""
    pending = Q(still_wanted(), state=ServiceState.PENDING)
    return Service.objects.filter(pending | _to_replace(), kind__in=BY_ACCEPTANCE).order_by("pk")


def has_accepted(case: Case, party: Party) -> bool:
    """Whether this party has signed for what binds by that."""
    rows = Service.objects.filter(case=case, party=party, kind__in=BY_ACCEPTANCE, state=ServiceState.SERVED)
    return rows.exists()


def tried_by(user: Anyone, today: date, *, case: str = "case") -> QuerySet[Participation]:
    """The condition that this person is the judge of the row's case. `case`: from the row to it."""
    rows = Participation.objects.filter(not_over(today), case=OuterRef(case))
    return rows.filter(user=user.pk, capacity=Capacity.JUDGE)


def tries(case: Case, user: Anyone, today: date) -> bool:
    """Whether this person is the judge of the case."""
    return Case.objects.filter(Exists(tried_by(user, today, case="pk")), pk=case.pk).exists()


def may_end(user: Anyone, court_ids: list[int], today: date) -> QuerySet[Service]:
    """Those of them of which this person writes down that nobody signs: who serves in these courts, and the judge of
    the case."""
    kept = Q(case__court__in=court_ids) | Q(Exists(tried_by(user, today)))
    rows = unaccepted().filter(as_court(user), kept)
    return rows.select_related("case__court", "party__case")


def waits_for(case: Case, user: Anyone, today: date) -> QuerySet[Service]:
    """`may_end` in one case, for its page."""
    courts = [court.pk for court in courts_of(user, today, SERVERS)]
    return may_end(user, courts, today).filter(case=case)


UNSIGNED = "unsigned"  # the subject of the to-do that asks a judge about them


def to_ask_for(before: date, today: date) -> QuerySet[Service]:
    """Those of them of which no other to-do speaks: a 调解书 is served by whoever was asked to when it was made."""
    return hanging(before, today).exclude(Exists(_open(TodoKind.SERVE_PAPER)), kind=PaperKind.MEDIATION_PAPER)


def unasked(before: date, today: date) -> QuerySet[Service]:
    """Those of them in cases where nobody has been asked to do something about it."""
    return to_ask_for(before, today).filter(~Exists(_open(TodoKind.SERVICE)))


def _open(kind: TodoKind) -> QuerySet[Todo]:
    return Todo.objects.filter(case=OuterRef("case"), what=kind, subject="", done_on__isnull=True)


def services_to(user: Anyone, today: date) -> QuerySet[Service]:
    """Services to the parties this person is or speaks for today, or that stand at their window; who has left the case
    is asked for no signature any more."""
    part = Participation.objects.filter(
        not_over(today), party=OuterRef("party"), user=user.pk, capacity__in=sides_of(user, today), since__lte=today
    )
    mine = Q(Exists(part)) & off_window(user)
    mine |= Q(party__in=[visitor.row.party_id for visitor in at_window(user).values()])
    left = Q(kind__in=BY_ACCEPTANCE, party__left_on__isnull=False) & ~Q(state=ServiceState.SERVED)
    return Service.objects.filter(mine, ~left)


def receipt_first(user: Anyone, today: date, *, document: Document | None = None, paper: Paper | None = None) -> str:
    """The page on which this person receives what they are about to open, as long as it waits to be received
    electronically; else nothing (settings.RECEIPT_FIRST). Whichever way leads to a paper, to open it is to receive it
    (民诉法90; 在线诉讼31第2款), and to receive is an act: never what merely follows a link. What is received by a
    signature is read before it is signed for. One query."""
    thing = Q(paper=paper.pk) if paper else Q(document=document) | Q(paper__document=document)
    rows = services_to(user, today).filter(thing, state=ServiceState.PENDING, method=Method.ELECTRONIC)
    rows = rows.exclude(effect=Effect.SIGNING)
    uid = rows.order_by("pk").values_list("uid", flat=True).first()
    return reverse("delivery:receipt", args=[uid]) if uid else ""


def asked_of(user: Anyone, today: date) -> QuerySet[Service]:
    """Services of which the other side, this person's or the one at their window, was asked for an address."""
    asked = Q(case__participations__in=_standing(user, today)) & off_window(user)
    here = [each.row for each in at_window(user).values()]
    asked |= Q(case__in=[row.case_id for row in here if row.party and row.party.side == Side.CLAIMANT])
    rows = Service.objects.filter(asked, party__address_kept=False).exclude(asked="")
    rows = rows.select_related("case__court", "party__case")
    return rows.exclude(pk__in=services_to(user, today)).distinct()


def _standing(user: Anyone, today: date) -> QuerySet[Participation]:
    side = {"party__side": Side.CLAIMANT, "party__left_on__isnull": True}
    rows = Participation.objects.filter(not_over(today), user=user.pk, since__lte=today, **side)
    return rows.filter(capacity__in=sides_of(user, today))


def to_sign(case: Case, user: Anyone, today: date) -> QuerySet[Service]:
    """What was sent to this person's party to be signed for, and waits for that."""
    rows = services_to(user, today).filter(case=case, state=ServiceState.PENDING, effect=Effect.SIGNING)
    return rows.order_by("ordered_on", "pk")


def to_collect(case: Case, user: Anyone) -> QuerySet[Service]:
    """What lies at the court for whoever stands at this clerk's window: papers of theirs that are still on their way by
    hand, longest first; a public notice too, which nobody need wait out (解释131)."""
    visitor = at_window(user).get(case.pk)
    if visitor is None:
        return Service.objects.none()
    rows = Service.objects.filter(case=case, party=visitor.row.party_id)
    rows = rows.filter(still_wanted(), state=ServiceState.PENDING).exclude(expires_on__lt=clock.today())
    return rows.exclude(method=Method.ELECTRONIC).order_by("ordered_on", "pk")


def seen_as(service: Service) -> str:
    """What a page showed of a service when it was drawn: where it goes and which way."""
    return f"{service.method}:{service.address_id or 0}"


def services_in(court_ids: list[int], user: Anyone) -> QuerySet[Service]:
    """The services of these courts' cases: what their clerk, this person, may record."""
    return Service.objects.filter(as_court(user), case__court__in=court_ids).select_related(
        "case__court", "party__case", "address", "paper"
    )
