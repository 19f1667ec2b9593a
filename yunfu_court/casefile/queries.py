"""One dispute, one page: the ground gives what everybody may see, each room adds its panel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

import fees.panels
import mediation.roster.queries
import mediation.texts.queries
from common.cases.access import Looker, events_for, holds, looker, missed, undone
from common.cases.models import Case, CaseNumber, Claim, Deadline, Event, Party, Todo
from common.cases.queries import PARTICIPATIONS, Offer, Panel, shown_number
from common.cases.states import ENDED, Capacity, DeadlineState, Stage, TodoKind
from common.documents.queries import documents_of, unread_of
from common.law import terms as law_terms
from common.law.labelled import LabelledEnum
from common.people.access import memberships_of
from common.people.models import Anyone, User
from common.people.states import Role
from common.rooms import Appointment
from common.web.doors import found_or_404
from common.web.parts import Link, Moment, StageLine, StageState
from common.web.wording import days_left_words
from yunfu_court.appointments import of_looker
from yunfu_court.casefile.headline import (
    PAYMENT,
    calm,
    comes_first,
    last_day,
    late_of,
    main_of,
    of_court,
    still_to_come,
)
from yunfu_court.casefile.labels import Said, said
from yunfu_court.procedure.roads import road_of
from yunfu_court.procedure.todos import may_look, may_retry
from yunfu_court.rooms import ROOMS, WORDS

RUNNING = (DeadlineState.OPEN, DeadlineState.WAITING)

AT_THE_WINDOW = (Role.CLERK, Role.COUNSELLOR)
AT_ONCE = timedelta(minutes=1)
SHOWN = 6  # steps of the history that stand open


@dataclass(frozen=True)
class Waiting:
    """Something the procedure waits for, and where it is done, or that this person may have it taken again, or say that
    it has been looked into."""

    pk: int
    words: str
    url: str
    again: bool
    looked: bool


@dataclass(frozen=True)
class Coming:
    """An appointment of this reader: when and where, and what it is to know of it."""

    met: Appointment
    title: str
    words: str


class OwnAs(LabelledEnum):
    """As what a reader is here for a party: in words, what stands beside its name."""

    SELF = "self", "您"
    GUARDIAN = "guardian", "您代为诉讼"
    AGENT = "agent", "您代理"


@dataclass(frozen=True)
class PartyLine:
    """A party, by what it is called, and as what the reader is here for it: None, another's."""

    called: str
    party: Party
    own: OwnAs | None

    @property
    def by_mandate(self) -> bool:
        return self.own is OwnAs.AGENT


@dataclass(frozen=True)
class CasePage:
    """Everything the case page shows."""

    case: Case
    number: str
    party: Party | None
    others: Sequence[Party]  # whom this reader is or speaks for besides
    staff: bool
    parties: Sequence[PartyLine]
    headline: str  # what stands first where nothing is due
    notices: Sequence[str]
    moments: Sequence[Moment]
    stages: Sequence[StageLine]
    deadlines: Sequence[Deadline]
    coming: Sequence[Coming]  # today's and later ones
    papers: Sequence[Any]
    unread: Sequence[Any]  # papers whose file is still to be made
    panels: Sequence[Panel]
    main: Offer | None
    by_when: str  # the last day of the main act, in words
    offers: Sequence[Offer]
    todos: Sequence[Waiting]
    claims: Sequence[Claim]
    partly: bool  # some claims are out of the case, others go on: each then says how it stands

    @property
    def spoken_for(self) -> str:
        """Whom an agent stands for: 原告张三、王二，第三人赵四; "" for who is no agent."""
        names: dict[str, list[str]] = {}
        for line in self.parties:
            if line.by_mandate:
                names.setdefault(line.called, []).append(line.party.name)
        return "，".join(f"{called}{'、'.join(each)}" for called, each in names.items())

    @property
    def says_whose(self) -> bool:
        """Whether each paper says to whom it is: to the court, and to who is or speaks for several."""
        return self.party is None or bool(self.others)

    @property
    def recent(self) -> Sequence[Moment]:
        """What one reads first; the rest is folded away, unless it would be a line or two."""
        return self.moments if len(self.moments) <= SHOWN + 2 else self.moments[:SHOWN]

    @property
    def older(self) -> Sequence[Moment]:
        return self.moments[len(self.recent) :]


def case_for(user: Anyone, uid: str, today: date) -> Case:
    """The case with who takes part, for somebody who may see it; Http404 for everybody else."""
    case = found_or_404(Case.objects.select_related("court").prefetch_related(PARTICIPATIONS), uid=uid)
    if not looker(case, user, today).sees:
        raise Http404
    return case


def page(case: Case, user: User, today: date) -> CasePage:
    """The page as this person may see it. `case` comes from `case_for`."""
    who = looker(case, user, today)
    party, mine = who.party, {each.pk for each in who.parties}
    staff = who.court
    parties = list(case.parties.all())
    papers = list(documents_of(case, user, today).select_related("paper", "party").only(*_SHOWN_OF_PAPERS))
    unread = list(unread_of(case, user, today).select_related("party").only(*_SHOWN_OF_UNREAD))
    panels = sorted(
        (p for p in (room.panel(case, user, today) for room in ROOMS if room.panel) if p), key=lambda p: p.order
    )
    offers = [offer for panel in panels for offer in panel.offers]
    main = main_of(panels, court=party is None)
    road_waits = main is not None
    if staff and holds(case, user, AT_THE_WINDOW, today):
        offers.append(Offer("当事人来窗口办理", "counter:begin", (case.uid,)))
    events = list(told_in(events_for(case, user, today)))
    claims = list(case.claims.all())
    numbers = list(case.numbers.order_by("pk"))
    todos = case.todos.filter(done_on__isnull=True).order_by("pk") if staff else ()
    deadlines = _deadlines(case, party, staff)
    met = of_looker(case, who, today)
    called = party is not None and comes_first(met, party, deadlines, today)
    main = None if called else main
    headline = ""
    if main is None and not called:
        standing = next((panel.standing for panel in reversed(panels) if panel.standing), "")
        if standing and party is not None:
            standing += still_to_come(case, deadlines, today)
        headline = standing or (
            calm(case, party, deadlines, met, today)
            if party is not None
            else of_court(case, _sits(who, case, user, today), deadlines, met, today)
        )
    notices = [panel.notice for panel in panels if panel.notice]
    if party is not None and (late := late_of(party, deadlines, today)) and late not in headline:
        notices.insert(0, late)
    return CasePage(
        case=case,
        number=shown_number(numbers),
        party=party,
        others=[each for each in parties if each.pk in mine and party is not None and each.pk != party.pk],
        staff=staff,
        parties=[PartyLine(p.called(case.kind), p, _own(p, who) if p.pk in mine else None) for p in parties],
        headline=headline,
        notices=notices,
        moments=timeline(
            case,
            events,
            party,
            staff=staff or party is None,
            papers=papers,
            unread=unread,
            parties=parties,
            numbers=numbers,
        ),
        stages=road(case, events, road_waits),
        deadlines=deadlines,
        coming=[_coming(row, party, today) for row in met],
        papers=papers,
        unread=unread,
        panels=panels,
        main=main,
        by_when=last_day(main, deadlines, today) if party is not None else "",
        offers=[offer for offer in offers if offer is not main],
        todos=[_waiting(case, row, user, today) for row in todos],
        claims=claims,
        partly=len({claim.state for claim in claims}) > 1,
    )


def _sits(who: Looker, case: Case, user: User, today: date) -> set[str]:
    """As what this reader keeps terms of the case: by a seat in it, or by a post of its court."""
    posts = {post.role for post in memberships_of(user, today) if post.court_id == case.court_id}
    return {row.capacity for row in who.rows} | posts


def _coming(met: Appointment, party: Party | None, today: date) -> Coming:
    told = met.parties.get(party.pk, "") if party is not None else ""
    return Coming(met, f"{met.words(today)}（{days_left_words(met.due, today)}）", f"地点：{met.place}。{told}")


_SHOWN_OF_PAPERS = ("uid", "title", "kind", "created_at", "generated", "paper__document", "paper__event", "party__name")
_SHOWN_OF_UNREAD = ("title", "kind", "state", "due_at", "party__name")


def told_in(events: QuerySet[Event]) -> QuerySet[Event]:
    """What `timeline` reads of them."""
    shown = ("case", "at", "kind", "party", "payload", "actor__name")
    return events.select_related("actor").only(*shown)


def _own(party: Party, who: Looker) -> OwnAs:
    """As what the reader is here for a party it is, or speaks for."""
    if any(row.capacity == Capacity.AGENT and row.party_id == party.pk for row in who.rows):
        return OwnAs.AGENT
    return OwnAs.GUARDIAN if party.guardian else OwnAs.SELF


def _waiting(case: Case, row: Todo, user: User, today: date) -> Waiting:
    row.case = case
    return Waiting(row.pk, row.words, where(row), may_retry(row, user, today), may_look(row, user, today))


def where(todo: Todo) -> str:
    """The page on which this to-do is done; "" when it is only to be looked into."""
    kind = TodoKind(todo.what)
    return reverse(kind.page, args=[] if kind.listed else [todo.case.uid]) if kind.page else ""


def _deadlines(case: Case, party: Party | None, staff: bool) -> list[Deadline]:
    """What runs, of everybody or the reader; and what the court has missed and not dealt with, for the parties where
    they wait for it; what is to be paid to the reader has its day with the reader too, what is about another party's
    money has not. A length the court set itself stands for the parties without a ground: it is no text of law. They
    read who does what by it."""
    wanted = Q(state__in=RUNNING) | (missed() if staff else Q(undone(), term__in=law_terms.LATE))
    rows = list(case.deadlines.filter(wanted))
    owed: dict[str, str] = {}
    if not staff and party is not None:
        paid = [d.subject for d in rows if d.term == PAYMENT and d.party_id != party.pk]
        owed = mediation.texts.queries.promised_to(party.pk, paid) if paid else {}
        rows = [d for d in rows if d.party_id in (None, party.pk) or (d.term == PAYMENT and d.subject in owed)]
        others = fees.panels.of_others([d.subject for d in rows], [party.pk])
        rows = [d for d in rows if d.subject not in others]
    if not staff:
        for row in rows:
            row.name = law_terms.told(row.term, case.received_on)
            if row.term == PAYMENT and row.subject in owed:
                row.name = f"{owed[row.subject]}按调解协议付款给您"
            if not law_terms.term(row.term, case.received_on, row.start).confirmed:
                row.articles, row.note = [], ""
    return sorted(rows, key=lambda d: (d.due is None, d.due or date.max, d.pk))


# What makes an earlier event worth nothing, and the field of both that says of what.
_VOIDING = dict(each.voided_by for each in WORDS.values() if each.void)


def timeline(
    case: Case,
    events: Sequence[Event],
    party: Party | None,
    *,
    staff: bool,
    papers: Sequence[Any],
    unread: Sequence[Any],
    parties: Sequence[Party],
    numbers: Sequence[CaseNumber],
    nameless: bool = False,
) -> list[Moment]:
    """The stream in words, newest first; an event without words for this reader is left out. `nameless`: people are
    called by what they are in the case."""
    # A paper that nobody has opened yet has its title already.
    titles = {paper.kind: paper.title for paper in (*unread, *papers)}
    names = (_Nameless if nameless else _Names)(case, events, parties, numbers, titles)
    last = events[-1].pk if events else 0
    files: dict[int | None, list[Link]] = defaultdict(list)
    for paper in papers:
        files[_of_event(paper)].append(Link(f"{paper.title}.pdf", reverse("documents:download", args=[paper.uid])))
    moments: list[Moment] = []
    voids = {(row.kind, row.payload.get(_VOIDING[row.kind])) for row in events if row.kind in _VOIDING}
    for row in reversed(events):
        words = WORDS.get(row.kind)
        if words is None:
            continue
        mine = party is not None and party.pk == (row.party_id or row.payload.get("party_id"))
        text = words.to("court" if staff else "mine" if mine else "others")
        if not text:
            continue
        links = files.get(row.pk, [])
        said_now = text.format_map(names.of(row))
        own = mine and not staff and said_now.startswith("您") and not said_now.startswith("您的")
        if own and (agent := names.agent(row)):
            said_now = f"{agent}{said_now.removeprefix('您')}"
        kind, name = words.voided_by
        if kind and (kind, row.payload.get(name)) in voids:
            said_now += words.void
        if moments and moments[-1].text == said_now and moments[-1].at - row.at < AT_ONCE:
            # One act on several papers is one step to whoever reads.
            moments[-1] = replace(moments[-1], links=[*links, *moments[-1].links])
            continue
        state: Literal["now", "done"] = "now" if row.pk == last and case.stage not in ENDED else "done"
        moments.append(Moment(at=row.at, text=said_now, state=state, links=links))
    return moments


def _of_event(document: Any) -> int | None:
    paper = getattr(document, "paper", None)
    return paper.event_id if paper is not None else None


class _Names:
    """Names behind the ids in events, fetched once for the whole timeline."""

    def __init__(
        self,
        case: Case,
        events: Sequence[Event],
        parties: Sequence[Party],
        numbers: Sequence[CaseNumber],
        papers: Mapping[str, str],
    ) -> None:
        self.case = case
        self.papers = papers  # kind -> title, of those the reader may open
        self.parties = {p.pk: p for p in parties}
        self.numbers = {n.pk: n.text for n in numbers}
        judges = {row.payload.get("judge_id") for row in events} - {None}
        self.judges = dict(User.objects.filter(pk__in=judges).values_list("pk", "name")) if judges else {}
        mediators = {row.payload.get("mediator_id") for row in events} - {None}
        self.agents = {
            (each.user_id, each.party_id) for each in case.participations.all() if each.capacity == Capacity.AGENT
        }
        self.mediators = mediation.roster.queries.mediator_names(mediators) if mediators else {}

    def agent(self, row: Event) -> str:
        """Who did it for whom, where it was the party's agent: 王律师代张三; the party reads that it was not itself."""
        party = self.parties.get(row.party_id or row.payload.get("party_id") or 0)
        if party is None or row.actor is None or (row.actor_id, party.pk) not in self.agents:
            return ""
        return f"{row.actor.name}代{party.name}"

    def of(self, row: Event) -> Said:
        words = said(row.kind, row.payload, self.case.received_on)
        party = self.parties.get(row.party_id or row.payload.get("party_id") or 0)
        words["actor"] = row.actor.name if row.actor else "法院"
        words["party"] = party.name if party else words["actor"]
        words["who"] = self.agent(row) or words["party"]
        words["side"] = party.called(self.case.kind) if party else "当事人"
        words["number"] = self.numbers.get(row.payload.get("number_id") or 0) or row.payload.get("number") or ""
        judge = self.judges.get(row.payload.get("judge_id") or 0, "")
        words["judge"] = f"{judge}法官" if judge and not judge.endswith("法官") else judge
        words["mediator"] = self.mediators.get(row.payload.get("mediator_id") or 0, "调解员")
        title = words.get("document_title") or self.papers.get(words.get("document_kind", ""))
        words["paper"] = f"《{title}》" if title else "法院文书"
        words["todo"] = "请负责人处理"
        return words


class _Nameless(_Names):
    """Whoever supervises reads what happened and when, not to whom: of personal data only what the purpose needs
    (个人信息保护法第六条)."""

    def of(self, row: Event) -> Said:
        words = super().of(row)
        party = self.parties.get(row.party_id or row.payload.get("party_id") or 0)
        words["who"] = words["party"] = party.called(self.case.kind) if party else "法院"
        words["judge"], words["mediator"], words["paper"] = "法官", "调解员", "法院文书"
        words["actor"] = words["who"]
        return words


def road(case: Case, events: Sequence[Event], offered: bool) -> list[StageLine]:
    """Where the case stands on its road, in the words of UX: 待您办理 · 办理中 · 尚未开始 · 已完成."""
    shown = road_of(case.kind).shown
    steps = shown.steps.get(case.route, ())
    here = shown.of(Stage(case.stage))
    moves = [e.payload for e in events if e.kind == "cases.advanced"]
    passed = {shown.of(Stage(move[end])) for move in moves for end in ("frm", "to")} | {Stage.REVIEW}
    at = steps.index(here) if here in steps else 0
    out = []
    for index, step in enumerate(steps):
        if index < at and step not in passed:
            continue  # not every case is mediated: what was skipped is not shown as done
        state = StageState.DONE if index < at or here in ENDED else StageState.LATER
        if index == at and here not in ENDED:
            state = StageState.YOURS if offered else StageState.GOING
        out.append(StageLine(shown.names.get(step, step.label), state))
    return out
