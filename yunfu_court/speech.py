"""Issue the papers and notices a room wants written and said about an event.

The rooms say what (their `documents` and `notices`); this says to whom it goes, and in which order: papers first, so
that a notice can point at them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from common.cases.access import not_over
from common.cases.events import SYSTEM, Audience, CaseEvent, Channel
from common.cases.models import Case, Event, Party, Representation
from common.delivery.actions import serve
from common.documents.actions import issue_paper
from common.documents.rules import PaperRequest
from common.law import clock
from common.notifications.actions import notify
from common.notifications.queries import recipients_of
from common.notifications.rules import ONE, NoticeRequest, Recipient, waking
from common.notifications.states import Channel as Way
from common.people.models import User
from yunfu_court.rooms import BY_KEY


def speak(record: Event, event: CaseEvent) -> None:
    """Write and say what the event's room wants about it. Rows only: workers render and send afterwards."""
    room = BY_KEY.get(record.kind.partition(".")[0])
    if room is None or not (type(event) in room.papers or type(event) in room.notices):
        return
    record.case = Case.lock(record.case_id)
    papers, notices = room.papers(record, event), room.notices(record, event)
    people = _people(papers, notices)
    for wanted in papers:
        _write(record, wanted, people)
    for said in _joined(notices):
        _say(record, said, people)


def _joined(notices: list[NoticeRequest]) -> list[NoticeRequest]:
    """What is said to several in the same words is one message, whoever asked for it: who stands for two of them reads
    it once."""
    found: dict[NoticeRequest, NoticeRequest] = {}
    for said in notices:
        words = replace(said, parties=(), users=())
        had = found.get(words, words)
        found[words] = replace(had, parties=had.parties + said.parties, users=had.users + said.users)
    return list(found.values())


def _people(papers: list[PaperRequest], notices: list[NoticeRequest]) -> dict[int, Party]:
    """Every party that is written or spoken to, by pk and read once, with accounts and agents."""
    wanted = {each.party_id for each in papers if each.party_id} | {pk for said in notices for pk in said.parties}
    if not wanted:
        return {}
    rows = Party.objects.filter(pk__in=wanted).select_related("user").prefetch_related("representations__user")
    return {party.pk: party for party in rows.order_by("pk")}


def _write(record: Event, wanted: PaperRequest, people: dict[int, Party]) -> None:
    party = people[wanted.party_id] if wanted.party_id else None
    paper = issue_paper(
        case=record.case,
        event=record,
        kind=wanted.kind,
        title=wanted.title,
        context=wanted.context,
        audience=Audience(wanted.audience),
        party=party,
        number=wanted.number,
    )
    if wanted.serve and party is not None:
        serve(paper=paper, party=party, by=SYSTEM, decision=wanted.kind.is_decision)


def _say(record: Event, said: NoticeRequest, people: dict[int, Party]) -> None:
    """Who acts at night is answered at once; everybody else's telephone waits for the morning."""
    morning = waking(clock.moment(record.at))
    told = _recipients(said, people, record.day)
    groups: dict[tuple[bool, str], list[Recipient]] = defaultdict(list)
    for one in told:
        answered = record.channel != Channel.SYSTEM and one.user_id is not None and one.user_id == record.actor_id
        groups[answered, _for_whom(one, said, told, people, record.day)].append(one)
    for (answered, whose), recipients in groups.items():
        notify(
            event=record,
            kind=said.kind,
            recipients=recipients,
            title=said.title,
            body=whose + said.body,
            link=said.link or f"/cases/{record.case.uid}/",
            neutral=said.neutral,
            sms=whose + said.sms if said.sms and len(whose + said.sms) <= ONE else said.sms,
            not_before=None if answered else morning,
        )


def _for_whom(
    one: Recipient, said: NoticeRequest, told: Iterable[Recipient], people: dict[int, Party], today: date
) -> str:
    """Whose matter it is, said to an agent who stands for several of a case; "" where it is told for all of them, or
    the words name them."""
    if one.agent_id is None or one.user_id is None:
        return ""
    party = people[one.party_id or 0]
    rows = Representation.objects.filter(not_over(today), party__case=party.case_id, user=one.user_id)
    rows = rows.filter(party__left_on=None)
    stands_for = set(rows.order_by().values_list("party", flat=True))
    here = [each.party_id for each in told if each.user_id == one.user_id and each.party_id in stands_for]
    names = [people[pk].name for pk in dict.fromkeys(here) if pk]
    if stands_for <= set(here) or all(name in said.body for name in names):
        return ""
    return f"{'、'.join(names)}的事："


def _recipients(said: NoticeRequest, people: dict[int, Party], today: date) -> list[Recipient]:
    """The parties named, each with its agents unless it is the party itself that is told, but for those that had left
    before this day; and the users."""
    found: list[Recipient] = []
    for party in (people[pk] for pk in sorted(set(said.parties))):
        if party.left_on is None or party.left_on >= today:
            found += [one for one in recipients_of(party, today) if not said.itself or one.agent_id is None]
    users = User.objects.filter(pk__in=said.users).order_by("pk")
    found += [Recipient(user_id=user.pk, phone=user.phone) for user in users]
    if said.inbox_only:
        found = [replace(one, channels=frozenset({Way.IN_SITE})) for one in found]
    return [one for one in found if one.ways()]
