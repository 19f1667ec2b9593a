"""Reads of the petition office."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Prefetch, Q, Subquery

from common.cases.access import conflicted
from common.cases.models import Case, CaseLink, CaseNumber, Deadline, Event, Participation
from common.cases.queries import search
from common.cases.rules import number_text, parse_number
from common.cases.states import Capacity, CaseKind, DeadlineState
from common.courts.models import Court, Division
from common.courts.queries import parameters
from common.courts.states import CourtLevel
from common.documents.models import Paper
from common.law import terms
from common.law.articles import Article, Finding
from common.law.clock import SHANGHAI
from common.law.papers import PaperKind
from common.law.regimes import NumberKind
from common.law.terms import Due, Unit, deadline, term
from common.people.models import Anyone, Membership
from common.people.queries import staff_of
from common.people.states import Role
from common.web.parts import Tone, Waypoint
from common.web.wording import days_left_tone, days_left_words
from petitions.letters.access import petitions_for
from petitions.letters.models import Petition, Prolonging, Reply, Routing
from petitions.letters.rules import (
    STEPS,
    Load,
    RoadSigns,
    divisions_for,
    remedies,
    review_term,
    roads_for,
    step_index,
    terms_for,
)
from petitions.letters.rules.limbs import FINISH, FIRST_ANSWERS, NOTICE, PROLONGED, REPLY, RESULT, RESULTS, REVIEWS
from petitions.letters.states import OPEN, About, Level, Limb, Outcome, PetitionState, ProlongingState, ReplyKind

_KEYS = {REPLY: "petition_reply_days", RESULT: "petition_result_months"}

_UNITS = {REPLY: Unit.DAYS, RESULT: Unit.MONTHS}  # of the settings


def lengths(today: date) -> dict[str, int]:
    """Term key -> length, in the term's own unit, of the terms the courts set the length of. One query.

    The first answer has one length for everybody; where 信访条例23第2款 binds, it is at most that of the law.
    """
    found = parameters(_KEYS.values(), today)
    set_ = {
        key: found[name].number if name in found else term(key, today).counted(_UNITS[key])
        for key, name in _KEYS.items()
    }
    return {**set_, NOTICE: min(set_[REPLY], term(NOTICE, today).counted(Unit.DAYS))}


def promise(petition: Petition, calendar: Any) -> list[Finding[Due]]:
    """Until when the court answers, the first answer in front, for whoever lodged it: a setting is named by its day
    alone, as it is no text of law."""
    start, amounts = petition.case.received_on, lengths(petition.lodged_on)
    keys = terms_for(Limb(petition.limb), Level(petition.level))
    found = [deadline(key, start, calendar, amounts.get(key), on=start) for key in keys]
    return [Finding(one.value, one.articles if one.value.term.confirmed else ()) for one in found]


@dataclass(frozen=True)
class Length:
    """How long something takes, as the page of petitions says it. `articles` only where a text of law says so."""

    what: str
    within: str
    articles: tuple[Article, ...] = ()


def lengths_told(today: date) -> list[Length]:
    """What everybody may expect, before there is a petition."""
    amounts = lengths(today)

    def said(key: str) -> str:
        found = term(key, today).size
        return terms.Length(amounts.get(key, found.amount), found.unit).figures

    first, finish, more = term(NOTICE, today), term(FINISH, today), term(PROLONGED, today)
    return [
        Length(f"告诉您谁承办、怎么处理（规定最长 {first.figures}）", said(NOTICE), first.articles),
        Length("要法院调查核实、出具处理意见书的", said(FINISH), finish.articles),
        Length("其中情况复杂、经院长批准延长的，最多再加", said(PROLONGED), more.articles),
        Length("其他事项，答复办理过程或者结果", said(RESULT)),
    ]


def serial_text(text: str) -> str:
    """An internal serial as people type it: 云信访[2026]5381-1 -> 云信访〔2026〕5381-00001; else the text itself."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = re.fullmatch(r"(?:云信访)?[\[(【〔]?(20\d{2})[\])】〕]?(\d{2,4})[-–—－](\d{1,6})号?", plain)
    return f"云信访〔{found[1]}〕{found[2]}-{int(found[3]):05d}" if found else text.strip()[:60]


def case_number_text(text: str) -> str:
    """A case number as people type it, in its one written form; anything else as it is."""
    parts = parse_number(text)
    if parts is None:
        return text.strip()[:60]
    return number_text(court_code=parts.court_code, year=parts.year, kind=parts.kind, serial=parts.serial)


def number_of(petition: Petition) -> str:
    """云信访〔2026〕5381-00001. No query for a petition that came from here."""
    known = getattr(petition, "serial", None)
    return known or next((n.text for n in petition.case.numbers.all() if n.kind == NumberKind.PETITION), "")


def full(rows: Any) -> Any:
    """With all that a row of a list shows."""
    return with_serial(rows).select_related("case__court", "owner", "division").prefetch_related("case__parties")


def with_serial(rows: Any) -> Any:
    serial = CaseNumber.objects.filter(case=OuterRef("case"), kind=NumberKind.PETITION).values("text")[:1]
    return rows.annotate(serial=Subquery(serial))


def work(user: Anyone, today: date) -> Any:
    """The officers' list before filters."""
    return full(petitions_for(user, today))


def narrowed(rows: Any, asked: dict[str, Any], user: Anyone, today: date) -> Any:
    """Filters of the list: show (open, mine, late, done), about, form, court, q."""
    show = asked.get("show") or "open"
    if show == "mine":
        rows = rows.filter(owner=user.pk, state__in=OPEN)
    elif show == "late":
        rows = rows.filter(state__in=OPEN, due_on__lt=today)
    elif show == "done":
        rows = rows.filter(state=PetitionState.CONCLUDED)
    else:
        rows = rows.filter(state__in=OPEN)
    for key in ("about", "form"):
        if asked.get(key):
            rows = rows.filter(**{key: asked[key]})
    if asked.get("q"):
        words = serial_text(asked["q"])
        if parse_number(words) is not None:  # the number of the suit it concerns
            suits = search(Case.objects.all(), words)
            return rows.filter(Q(case__links__other__in=suits) | Q(concerned_number=case_number_text(words))).distinct()
        rows = rows.filter(case__in=search(Case.objects.filter(kind=CaseKind.PETITION), words, codes=True))
    return rows


def one(user: Anyone, today: date) -> Any:
    """What an officer's page is opened from."""
    return full(petitions_for(user, today)).select_related("rating")


def tracked() -> Any:
    """What a petitioner's page is opened from; the view asks whether the visitor may."""
    replies = Prefetch("replies", Reply.objects.order_by("id"))
    return full(Petition.objects.all()).select_related("rating").prefetch_related(replies)


def steps(petition: Petition) -> list[Waypoint]:
    """受理 → 转办 → 办理 → 答复 → 回访 → 办结."""
    at = step_index(PetitionState(petition.state))
    return [Waypoint(name, "done" if i < at else "now" if i == at else "later") for i, name in enumerate(STEPS)]


@dataclass(frozen=True)
class Light:
    """绿 黄 红 with the days in words; never the colour alone."""

    name: str
    tone: Tone
    words: str


def light(petition: Petition, today: date) -> Light | None:
    """How the next answer stands; None when nothing is due any more."""
    if petition.state in (PetitionState.ANSWERED, PetitionState.CONCLUDED):
        return None
    tone = days_left_tone(petition.due_on, today)
    names: dict[str, tuple[str, Tone]] = {"late": ("红灯", "late"), "wait": ("黄灯", "wait"), "": ("绿灯", "ok")}
    name, shown = names[tone]
    return Light(name, shown, days_left_words(petition.due_on, today))


def deadlines(petition: Petition) -> list[Deadline]:
    """The petition's own terms, running ones first."""
    rows = petition.case.deadlines.filter(term__in=[*FIRST_ANSWERS, *RESULTS, *REVIEWS]).exclude(state="void")
    return sorted(rows, key=lambda d: (d.state != "open", d.due or date.max, d.pk))


def told(petition: Petition, rows: Iterable[Deadline]) -> list[tuple[Deadline, list[str]]]:
    """The same with the articles to name where a text of law sets the term; a setting has none."""
    start = petition.case.received_on
    return [(row, list(row.articles) if term(row.term, start, row.start).confirmed else []) for row in rows]


def running(petition: Petition, terms: Iterable[str]) -> Deadline | None:
    """The newest of these terms that still counts, run out or not."""
    rows = Deadline.objects.filter(case=petition.case, term__in=list(terms)).exclude(state=DeadlineState.VOID)
    return rows.order_by("-pk").first()


def prolonging(petition: Petition) -> Prolonging | None:
    """The request for more days that waits for the president."""
    rows = petition.prolongings.select_related("asked_by", "petition__case__court")
    return rows.filter(state=ProlongingState.ASKED).first()


def prolonged(petition: Petition, rows: Iterable[Deadline]) -> Prolonging | None:
    """The longer time that counts now, with its reason. `rows`: its terms."""
    if not any(row.term == PROLONGED for row in rows):
        return None
    return petition.prolongings.filter(state=ProlongingState.GRANTED).last()


def prolonging_most(petition: Petition, rows: Iterable[Deadline]) -> int:
    """How many days more may be asked for, while the sixty days run; 0 when none (信访条例34). `rows`: its terms."""
    runs = any(row.term == FINISH and row.state == DeadlineState.OPEN for row in rows)
    return term(PROLONGED, petition.case.received_on).counted(Unit.DAYS) if runs else 0


def finals(petition: Petition) -> list[Petition]:
    """Other matters of the same person that were re-examined: the same facts are not taken up again (信访条例36)."""
    party = next(iter(petition.case.parties.all()), None)
    if party is None or petition.level != Level.FIRST or not (party.id_hash or party.user_id):
        return []
    same = Q(case__parties__user=party.user_id) if party.user_id else Q()
    if party.id_hash:
        same |= Q(case__parties__id_hash=party.id_hash)
    rows = Petition.objects.filter(same, level=Level.FIRST, final_on__isnull=False).exclude(pk=petition.pk)
    return list(with_serial(rows).select_related("case").distinct().order_by("pk"))


def review_of(petition: Petition) -> Petition | None:
    """The review that was asked of its present answer, at the higher court."""
    rows = petition.reviewed_in.select_related("case__court")
    if petition.answered_on is not None:
        rows = rows.filter(lodged_on__gte=petition.answered_on)
    return rows.order_by("-pk").first()


def division_for(court: Court, about: About) -> Division | None:
    """The division that answers for such a matter in this court. One query."""
    kinds = [kind.value for kind in divisions_for(about).value]
    rows = Division.objects.filter(court=court, kind__in=kinds)
    return min(rows, key=lambda d: (kinds.index(d.kind), d.pk), default=None)


def loads(case: Case, today: date) -> list[Load]:
    """The petition officers of the court who may handle this, with what lies on their desks."""
    officers = {m.user_id for m in staff_of(case.court_id, Role.PETITION_OFFICER, today)} - conflicted(case)
    open_ = dict(
        Petition.objects.filter(owner__in=officers, state__in=OPEN)
        .values_list("owner")
        .annotate(n=Count("pk"))
        .order_by()
    )
    last = dict(Routing.objects.filter(owner__in=officers).values_list("owner").annotate(on=Max("on")).order_by())
    return [Load(pk, open_.get(pk, 0), last.get(pk)) for pk in sorted(officers)]


def possible_owners(case: Case, today: date) -> list[Membership]:
    """Whom a petition may be given to by hand, each once: nobody it complains of (信访条例28第3款)."""
    return _each_once(conflicted(case), staff_of(case.court_id, [Role.PETITION_OFFICER, Role.DIVISION_HEAD], today))


def may_be_meant(case: Case, today: date) -> list[Membership]:
    """Of whom a petition may complain: the staff of its court, each once, who are not known to be meant."""
    known = {row.user_id for row in case.participations.filter(capacity=Capacity.COMPLAINED, until__isnull=True)}
    return _each_once(known, staff_of(case.court_id, list(Role), today))


def _each_once(barred: set[int], posts: Iterable[Membership]) -> list[Membership]:
    seen: dict[int, Membership] = {}
    for post in posts:
        if post.user_id not in barred:
            seen.setdefault(post.user_id, post)
    return list(seen.values())


def complained_of(petition: Petition) -> list[Participation]:
    """Whom it complains of, and since when that is known. One query."""
    rows = petition.case.participations.filter(capacity=Capacity.COMPLAINED, until__isnull=True).select_related("user")
    return list(rows.order_by("pk"))


def owner_shown(petition: Petition) -> str:
    """Who has it in hand, for the petitioner and the file; nobody whom it complains of. "" where nobody had it yet."""
    if petition.owner is None:
        return ""
    meant = {row.user_id for row in complained_of(petition)}
    return "正在另行指定" if petition.owner_id in meant else petition.owner.display_name


def needs_another(petition: Petition, meant: Sequence[Participation]) -> bool:
    """Whether a second person ends it: what is said of the court's own people is not closed by whoever answered it,
    whatever it was filed under. `meant`: `complained_of`."""
    return petition.about == About.CONDUCT or bool(meant)


def answered_by_the_meant(petition: Petition, meant: Sequence[Participation]) -> bool:
    """Whether the letter with the result was signed by somebody who turned out to be meant (`complained_of`)."""
    return petition.state == PetitionState.ANSWERED and signed_by(petition) in {row.user_id for row in meant}


def signed_by(petition: Petition) -> int | None:
    """Who signed the letter with the result of this round."""
    rows = petition.replies.filter(kind=ReplyKind.RESULT, round=petition.round)
    return rows.values_list("author_id", flat=True).first()


def suit_of(number: str) -> Case | None:
    """The suit bearing this case number, in whatever brackets; None when nobody bears it. One query."""
    parts = parse_number(number)
    if parts is None:
        return None
    row = (
        CaseNumber.objects.filter(year=parts.year, court__code=parts.court_code, kind=parts.kind, serial=parts.serial)
        .exclude(case__kind=CaseKind.PETITION)
        .select_related("case__court")
        .first()
    )
    return row.case if row else None


def linked(petition: Petition) -> list[Case]:
    """The suits it concerns, with their numbers."""
    rows = CaseLink.objects.filter(case=petition.case, kind="concerns").select_related("other__court")
    return [row.other for row in rows.prefetch_related("other__numbers").order_by("pk")]


def last_act(petition: Petition) -> tuple[str, str]:
    """(who, when) last did something to it, for the second of two officers."""
    row = Event.objects.filter(case=petition.case, actor__isnull=False).select_related("actor").order_by("-seq").first()
    return (
        (row.actor.display_name, f"{row.at.astimezone(SHANGHAI):%H:%M}")
        if row and row.actor
        else ("其他工作人员", "刚才")
    )


def higher_court(court: Court) -> Court | None:
    """The court that reviews this one's answers (信访条例35: 上一级机关), where it works with this portal."""
    return Court.objects.filter(level=CourtLevel.INTERMEDIATE).first() if reviewed_here(court) else None


def reviewed_here(court: Court) -> bool:
    """Whether the court above this one works with this portal."""
    return court.level != CourtLevel.INTERMEDIATE


def higher_name(court: Court) -> str:
    """Its name, wherever it works."""
    if not reviewed_here(court):
        return "广东省高级人民法院"
    found = higher_court(court)
    return found.name if found else "上一级人民法院"


def reviewed_elsewhere(petition: Petition) -> bool:
    """Whether a court that does not work with this portal may still review its answer."""
    return not reviewed_here(petition.case.court) and _reviewable(petition)


def reviewed_above(petition: Petition) -> bool:
    """Whether a review of its answer may be taken in for the court above."""
    return reviewed_here(petition.case.court) and _reviewable(petition)


def _reviewable(petition: Petition) -> bool:
    if not petition.outcome or petition.final_on:
        return False
    return bool(review_term(Limb(petition.limb), Level(petition.level), Outcome(petition.outcome)))


def ways_of(petition: Petition) -> RoadSigns:
    """The roads of law this petition may be about."""
    return roads_for(About(petition.about), petition.content, petition.demand, petition.case.received_on)


def remedy_of(petition: Petition, outcome: Outcome) -> Finding[str]:
    """What may be done against this answer, as its letter says it."""
    return remedies(
        Limb(petition.limb),
        Level(petition.level),
        outcome,
        higher_court=higher_name(petition.case.court),
        on=petition.case.received_on,
        ways=ways_of(petition).value,
    )


def letters(petition: Petition) -> dict[int, Paper]:
    """Reply pk -> its letter, with its file when it is made. One query."""
    if petition.state in (PetitionState.LODGED, PetitionState.ROUTED) and petition.round == 1:
        return {}
    rows = Paper.objects.filter(case=petition.case, kind__in=[PaperKind.PETITION_PROCEDURAL, PaperKind.PETITION_ANSWER])
    return {
        row.event.payload.get("reply_id", 0): row
        for row in rows.select_related("document", "event").defer("context").order_by("pk")
    }
