"""Reads of the spine, one function per need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from common.cases.access import empowered, lacks_guardian, not_over
from common.cases.models import Case, CaseNumber, Deadline, LeftOut, Participation, Party, Representation
from common.cases.rules import (
    HEAD_SIGNS,
    Signer,
    Sought,
    grounds_of,
    said_itself,
    signed_words,
    sought,
    spellings,
    who_signs,
)
from common.cases.states import HOME_SOURCE, CaseKind, Disposal, FactKey, PartyKind, Side, SignsAs
from common.courts.queries import parameter
from common.fields import bigrams, blind_index
from common.law import numbers
from common.law.abroad import Home, foreign_case, without_domicile
from common.law.articles import Article, Finding
from common.law.calendar import Calendar
from common.law.regimes import NumberKind
from common.law.terms import Course, Due, deadline, term
from common.people.models import OrganisationMember, User
from common.people.queries import organisations_of
from common.people.rules import same_name
from common.people.states import OrganisationRole

__all__ = [
    "CASE_NUMBERS",
    "PARTICIPATIONS",
    "DeskItem",
    "Offer",
    "Panel",
    "Row",
    "counted_end",
    "course_of",
    "end_found",
    "is_foreign",
    "nameless",
    "number_of",
    "open_deadlines",
    "party_abroad",
    "search",
    "shown_number",
    "signed_by",
    "signer_of",
    "signers_before_clerk",
]


def signer_of(party: Party, user: User, today: date) -> Finding[Signer | None]:
    """As whom this account signs for the party today, or the note why it cannot. At most two queries.

    The legal representative's name in the file may be the other side's word: it only says in what capacity somebody
    signs who was proved when let in to the unit's seat.
    """
    itself, natural = party.user_id == user.pk, party.kind == PartyKind.NATURAL
    mandate = Representation.objects.filter(not_over(today), party=party, user=user.pk, since__lte=today)
    member = None
    if itself and not natural:
        own = [each for each in organisations_of(user, today) if is_of(each, party)]
        member = OrganisationRole(own[0].role) if own else None
    return who_signs(
        party=party.name,
        natural=natural,
        name=user.name,
        verified=user.is_verified,
        itself=itself,
        represents=bool(party.legal_representative) and same_name(user.name, party.legal_representative),
        head=HEAD_SIGNS.get(PartyKind(party.kind), SignsAs.LEGAL_REPRESENTATIVE),
        guardian=party.guardian,
        lacks_guardian=itself and lacks_guardian(party, today, user),
        member=member,
        agent="" if itself else mandate.order_by("pk").values_list("name", flat=True).first() or "",
    )


def is_of(member: OrganisationMember, party: Party) -> bool:
    """Whether it is the party's own organisation: by the code where the file has one, else by the name."""
    one = member.organisation
    return one.uscc == numbers.clean(party.id_number) if party.id_number else same_name(one.name, party.name)


def signers_before_clerk(party: Party, today: date, *, act: Disposal | None) -> list[Signer]:
    """Who may sign for the party on paper before a clerk: itself (a ward by its guardian, and by
    nobody while it has none; a unit by its seal, or by its
    head whom it named itself or who was let in to its seat; another is proved by the licence in a visit), or an agent
    on file; where signing disposes of what is the party's, only one whose checked mandate names the `act`
    (民诉法62第2款)."""
    agents = party.representations.filter(not_over(today), since__lte=today)
    if act is not None:
        agents = agents.filter(empowered(today, act))
    if party.guardian:
        found = [Signer(party.guardian, SignsAs.GUARDIAN, party.name)]
    elif lacks_guardian(party, today):
        return []
    elif party.kind == PartyKind.NATURAL:
        found = [Signer(party.name, SignsAs.SELF, party.name)]
    else:
        found = [Signer(party.name, SignsAs.SEAL, party.name)]
        head = party.legal_representative
        if head and (said_itself(party.side) or (party.user is not None and same_name(party.user.name, head))):
            found.append(Signer(head, HEAD_SIGNS[PartyKind(party.kind)], party.name))
    return found + [Signer(each.name, SignsAs.AGENT, party.name) for each in agents.order_by("pk")]


def signed_by(party: Party, user_id: int | None, today: date) -> str:
    """The party's signature in words where this account acted: an agent's or a guardian's says so. One query."""
    rows = Representation.objects.filter(not_over(today), party=party, user=user_id, user__isnull=False)
    agent = rows.order_by("pk").first()
    if agent is not None:
        return signed_words(agent.name, SignsAs.AGENT, party.name)
    return signed_words(party.guardian, SignsAs.GUARDIAN, party.name) if party.guardian else party.name


@dataclass(frozen=True)
class Offer:
    """Something a person may do now: words, the URL name and its arguments, and why (the article). By when it is to be
    done: `terms` are the keys of the terms that say so, `by` a day that no term keeps."""

    words: str
    url_name: str
    args: tuple[Any, ...] = ()
    main: bool = False
    post: bool = False
    hint: str = ""
    articles: Sequence[Article] = ()
    terms: Sequence[str] = ()
    by: date | None = None


@dataclass(frozen=True)
class Row:
    """One line of a panel: a term and its value in words, with an optional link."""

    term: str
    value: str
    url_name: str = ""
    args: tuple[Any, ...] = ()
    badge: str = ""  # "", ok, wait, late, go


@dataclass(frozen=True)
class Panel:
    """What one room shows of a case on the case page: plain values and offers, never model objects. `standing`: how the
    case stands for this reader, where the room knows it best and nothing is due; `notice`: what is to be known besides.
    """

    title: str
    rows: Sequence[Row] = ()
    offers: Sequence[Offer] = ()
    notice: str = ""
    standing: str = ""
    order: int = 50


def search(cases: Any, text: str, *, codes: bool = False) -> Any:
    """Narrow a queryset of cases to what a search box was asked for (`rules.sought`); `codes` is for staff."""
    asked = sought(text, codes=codes)
    if asked is None:
        return cases
    cases = numbered(cases, asked)
    for code in asked.codes:
        cases = cases.filter(_of_person(code))
    if not asked.words:
        return cases
    found = _with_words(cases, asked.words)
    halves = () if found.exists() else asked.halves
    return _with_words(cases, halves) if halves else found


def numbered(cases: Any, asked: Sought) -> Any:
    """Narrowed to the case numbers and 收件编号 that were asked for."""
    for number in asked.numbers:
        cases = cases.filter(
            numbers__year=number.year,
            numbers__court__code=number.court_code,
            numbers__kind=number.kind,
            numbers__serial=number.serial,
        )
    for receipt in asked.receipts:
        cases = cases.filter(receipt=receipt)
    return cases


def _of_person(code: str) -> Q:
    """A party, a party's guardian or agent, has this telephone or document."""
    keys = [key for each in spellings(code) if (key := blind_index(each))]
    known = Q(phone_hash__in=keys) | Q(id_hash__in=keys) | Q(guardian_hash__in=keys)
    agents = Representation.objects.filter(phone_hash__in=keys)
    return Q(pk__in=Party.objects.filter(known).values("case")) | Q(pk__in=agents.values("party__case"))


def _with_words(cases: Any, words: Sequence[str]) -> Any:
    wanted = sorted({piece for word in words for piece in bigrams(word)})
    return cases.filter(grams__contains=wanted) if wanted else cases.none()


def open_deadlines(case: Case) -> list[Deadline]:
    """Running and waiting deadlines, the soonest first, those without a day last."""
    rows = case.deadlines.filter(state__in=["open", "waiting"])
    return sorted(rows, key=lambda d: (d.due is None, d.due or date.max, d.pk))


def regions_alike(case: Case) -> bool:
    """Whether Hong Kong, Macao and Taiwan follow the rules for foreign cases (解释549), by the setting of the day the
    case was received. One query."""
    return parameter("regions_as_foreign", case.received_on).number == 1


def party_abroad(party: Party) -> Finding[bool]:
    """Whether the party has the terms of one without domicile in China (民诉法283, 285, 286). The setting is asked only
    where it matters."""
    home = Home(party.home)
    return without_domicile(home, regions_alike=home is Home.REGIONS and regions_alike(party.case))


def is_foreign(case: Case) -> Finding[bool]:
    """Whether the case is a foreign-related one (解释520, 549): no term binds its trial in the ordinary procedure
    (民诉法287). At most three queries."""
    said = case.facts.filter(key__in=(FactKey.FOREIGN, FactKey.REGIONS)).exclude(source=HOME_SOURCE)
    found = dict(said.values_list("key", "value"))
    homes = {Home(each) for each in case.parties.filter(left_on__isnull=True).values_list("home", flat=True)}
    regions = bool(found.get(FactKey.REGIONS)) or Home.REGIONS in homes
    return foreign_case(
        foreign=bool(found.get(FactKey.FOREIGN)),
        regions=regions,
        homes=homes,
        regions_alike=regions and regions_alike(case),
    )


def course_of(case: Case, row: Deadline) -> Course:
    """What the deadline met on its way, for the rule that counts it. A query for the terms that leave days out."""
    spans: tuple[tuple[date, date], ...] = ()
    if grounds := grounds_of(term(row.term, case.received_on, row.start)):
        rows = LeftOut.objects.filter(case=case, removed_on=None, ground__in=grounds)
        spans = tuple(rows.order_by("first", "pk").values_list("first", "last"))
    return Course(left_out=row.left_out, no_domicile=row.no_domicile, excluded=spans)


def counted_end(case: Case, row: Deadline) -> date:
    """The last day of a deadline by count alone: what makes it longer runs from there, not from the working day the
    end moved to. Of a term that counts working days, the due day itself."""
    found = deadline(row.term, row.start, amount=row.amount, on=case.received_on, course=course_of(case, row)).value
    end = found.counted or row.due
    if end is None:
        raise ValueError(f"deadline {row.pk} has not begun")
    return end


def end_found(row: Deadline, received_on: date, start: date, days: Calendar) -> Finding[Due]:
    """The end of this term from `start` by the rule of the day the case was received; of one that is not saved too."""
    return deadline(row.term, start, days, row.amount, on=received_on, course=course_of(row.case, row))


def number_of(case: Case) -> str:
    """The number to show for a case."""
    return shown_number(list(case.numbers.all()))


def shown_number(numbers: Sequence[CaseNumber]) -> str:
    """Of a case's numbers: the suit's own if it has one, the newest where it was sent back; else the newest of any
    kind, else none yet."""
    newest = sorted(numbers, key=lambda number: number.pk, reverse=True)
    own = next(
        (number for number in newest if number.kind in (NumberKind.CIVIL_FIRST, NumberKind.ADMINISTRATIVE_FIRST)), None
    )
    found = own or next(iter(newest), None)
    return found.text if found is not None else ""


def nameless(case: Case) -> str:
    """What a case is called where nobody may be named: its number, else 收件编号, and what it is about."""
    number = number_of(case) or f"收件编号 {case.receipt}"
    return f"{number} {case.cause_name or CaseKind(case.kind).label}"


@dataclass(frozen=True)
class DeskItem:
    """One line of a person's home page: how many wait for them, how many are due, and where."""

    words: str
    count: int
    url: str
    due: int = 0  # of these, due today or past
    hint: str = ""


# Who takes part, as common.cases.access reads it.
PARTICIPATIONS = Prefetch("participations", Participation.objects.select_related("party"))
# The numbers of the case a row is of, as lists print them.
CASE_NUMBERS = Prefetch("case__numbers", CaseNumber.objects.order_by("pk"))


def bearers(case: Case) -> list[tuple[int, str]]:
    """Who may bear the fee, with what they are called: 被告李四. The respondents first, who mostly do (办法29)."""
    parties = list(case.parties.filter(left_on__isnull=True).order_by("order", "pk"))
    parties.sort(key=lambda party: (Side.RESPONDENT, Side.CLAIMANT, Side.THIRD).index(Side(party.side)))
    return [(party.pk, f"{party.called(case.kind)}{party.name}") for party in parties]
