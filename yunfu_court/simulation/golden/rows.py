"""What the tables say: cases, events, due days, to-dos, money, service, messages, papers and figures."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from common.cases.models import Case, Deadline, Event, Todo
from common.delivery.models import Service
from common.documents.adapters.pdf import render_html
from common.documents.models import Paper
from common.documents.queries import layout
from common.law import clock
from common.notifications.models import Notice
from fees.money.models import LedgerEntry
from yunfu_court.simulation.golden.labels import Labels
from yunfu_court.simulation.golden.texts import text_of
from yunfu_court.targets.models import MonthTally, Tally

Item = tuple[str, str, str]  # kind, key, text


def rows(labels: Labels) -> Iterator[Item]:
    """Every item that is read from tables."""
    yield from _cases(labels)
    for kind, lines in (
        ("events", _events(labels)),
        ("due", _deadlines(labels)),
        ("todos", _todos(labels)),
        ("ledger", _ledger(labels)),
        ("service", _services(labels)),
        ("messages", _messages(labels)),
        ("tally", _tallies()),
    ):
        yield from ((kind, key, "\n".join(each)) for key, each in _grouped(lines).items())
    yield from _papers(labels)


def _grouped(lines: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, line in lines:
        found[key].append(line)
    return found


def _line(*values: Any) -> str:
    """The values that say something, in their order."""
    return " | ".join(str(value) for value in values if value not in (None, "", [], {}))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)


def _cases(labels: Labels) -> Iterator[Item]:
    every = Case.objects.select_related("court", "township").prefetch_related(
        "numbers", "parties__representations", "claims", "links"
    )
    for case in every.order_by("pk"):
        lines = [
            _line(case.title, case.court.slug, case.kind, case.route, case.regime, case.township),
            _line(case.cause, case.cause_name, case.key_area, case.amount, case.channel),
            _line(case.stage, case.procedure, case.track, case.closing),
            _line(*(f"{day:%F}" if day else "-" for day in (case.received_on, case.registered_on, case.closed_on))),
            *(_line("number", each.text, each.given_on) for each in case.numbers.order_by("given_on", "text")),
            *(
                f"claim | {each.order} | {each.text} | {each.amount} | {each.state}"
                for each in _by(case.claims, "order")
            ),
            *(_line("link", each.kind, labels.cases[each.other_id]) for each in case.links.order_by("kind", "other")),
        ]
        for party in _by(case.parties, "side", "order", "pk"):
            account = labels.users.get(party.user_id or 0)
            lines.append(_line("party", labels.parties[party.pk], party.kind, account, party.left_on))
            for agent in sorted(party.representations.all(), key=lambda each: (each.since, each.name)):
                lines.append(_line("agent", agent.name, agent.authority, *agent.powers, agent.since, agent.until))
        yield "case", labels.cases[case.pk], labels.words_of(lines)


def _by(related: Any, *names: str) -> list[Any]:
    return sorted(related.all(), key=lambda each: tuple(getattr(each, name) for name in names))


def _events(labels: Labels) -> Iterator[tuple[str, str]]:
    seen: dict[tuple[int, str], dict[Any, int]] = defaultdict(dict)

    def named(case_id: int, key: str, value: Any) -> Any:
        """A key of a row is its place among those of its kind that this case's events name."""
        if isinstance(value, list):
            return [named(case_id, key, each) for each in value]
        if isinstance(value, dict):
            return {name: named(case_id, name, each) for name, each in value.items()}
        if not key.endswith(("_id", "_ids", "parties", "holder", "subject")) or value is None:
            return labels.plain(value)
        if (key == "party_id" or key.endswith("parties")) and isinstance(value, int):
            return labels.parties.get(value, value)
        if key in ("user_id", "judge_id"):
            return labels.users.get(value, value)
        if isinstance(value, str):
            return labels.holder(value)
        places = seen[case_id, key]
        return places.setdefault(value, len(places) + 1)

    for event in Event.objects.order_by("case", "seq"):
        yield (
            labels.cases[event.case_id],
            _line(
                event.seq,
                f"{event.at.astimezone(clock.SHANGHAI):%F %H:%M}",
                event.kind,
                labels.users.get(event.actor_id or 0),
                labels.parties.get(event.party_id or 0),
                event.channel,
                event.audience,
                json.dumps(named(event.case_id, "", event.payload), ensure_ascii=False, sort_keys=True),
            ),
        )


def _deadlines(labels: Labels) -> Iterator[tuple[str, str]]:
    found = []
    for each in Deadline.objects.order_by("case", "pk"):
        line = _line(
            each.name,
            labels.holder(each.holder),
            labels.parties.get(each.party_id or 0),
            f"{each.start or '?'} -> {each.due or '?'}",
            each.state,
            each.ended_on,
            each.amount,
            *each.articles,
            each.note,
            "" if each.confirmed else "待确认",
        )
        found.append((each.case_id, labels.words(line)))
    yield from ((labels.cases[case], line) for case, line in sorted(found))


def _todos(labels: Labels) -> Iterator[tuple[str, str]]:
    for each in Todo.objects.order_by("case", "opened_on", "words"):
        done = labels.users.get(each.done_by_id or 0)
        line = _line(each.words, each.role, each.opened_on, each.done_on, done)
        yield labels.cases[each.case_id], labels.words(line)


def _ledger(labels: Labels) -> Iterator[tuple[str, str]]:
    for each in LedgerEntry.objects.order_by("case", "on", "kind", "amount", "pk"):
        yield (
            labels.cases[each.case_id],
            _line(each.on, each.kind, f"{each.credit} -> {each.debit}", f"{each.amount / 100:.2f}"),
        )


def _services(labels: Labels) -> Iterator[tuple[str, str]]:
    found = []
    for each in Service.objects.order_by("case", "pk"):
        line = _line(
            each.title,
            labels.parties[each.party_id],
            each.method,
            each.effect,
            each.ordered_on,
            each.state,
            each.served_on,
            each.announced_on,
            each.expires_on,
            *each.articles,
            each.note,
            each.proof,
        )
        found.append((each.case_id, labels.words(line)))
    yield from ((labels.cases[case], line) for case, line in sorted(found))


def _messages(labels: Labels) -> Iterator[tuple[str, str]]:
    found = []
    for each in Notice.objects.select_related("event", "party").order_by("pk"):
        case = each.event.case_id if each.event else each.party.case_id if each.party else 0
        to = labels.users.get(each.user_id or 0) or labels.parties.get(each.party_id or 0) or "?"
        day = each.created_at.astimezone(clock.SHANGHAI).date()
        line = _line(day, each.channel, to, each.title, each.body, labels.address(each.link), each.state)
        found.append((labels.cases.get(case, f"to {to}"), labels.words(line)))
    yield from sorted(found)  # what is drawn at random is out of the lines by now


def _papers(labels: Labels) -> Iterator[Item]:
    count: dict[str, int] = defaultdict(int)
    shown: set[tuple[str, int]] = set()
    for paper in Paper.objects.order_by("case", "issued_on", "kind", "event__seq", "party"):
        name = f"{labels.cases[paper.case_id]} {paper.kind}"
        count[name] += 1
        to = labels.parties.get(paper.party_id or 0, "")
        head = _line(paper.title, paper.number, to, paper.audience, paper.issued_on)
        text = f"{labels.words(head)}\n{_json(labels.plain(paper.context))}"
        if (paper.kind, paper.version) not in shown:  # how it reads: once for each kind
            shown.add((paper.kind, paper.version))
            template = layout(paper.kind, paper.version)
            text += f"\n\n{text_of(render_html(template, paper.context), labels)}"
        yield "paper", f"{name} {count[name]}", text


def _tallies() -> Iterator[tuple[str, str]]:
    for court, measure, day, count in Tally.objects.order_by("court__order", "measure", "day").values_list(
        "court__slug", "measure", "day", "count"
    ):
        yield f"{court} {measure}", f"{day} {count}"
    for court, measure, month, count in MonthTally.objects.order_by("court__order", "measure", "month").values_list(
        "court__slug", "measure", "month", "count"
    ):
        yield f"{court} {measure}", f"{month:%Y-%m} {count}"
