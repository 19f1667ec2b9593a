"""The clerk's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from common.cases.models import Case, Deadline
from common.cases.queries import search
from common.cases.states import FactKey
from intake.filing.models import Filing
from intake.filing.queries import REVIEW_TERMS
from intake.filing.states import FilingState
from intake.review.models import Correction
from intake.review.states import ON_THE_DESK

OURS = ("", "filing")  # a mediation has terms of that name too, with a subject of its own


@dataclass(frozen=True)
class DeskRow:
    filing: Filing
    due: date | None
    hints: list[tuple[str, str]]


def worklist(seen: QuerySet[Filing], asked: dict[str, str]) -> QuerySet[Filing]:
    """Filings on the clerk's list, narrowed by what the address says: q, state, channel, wish, cause, court.

    Sorted by the caller; a corrected filing keeps its place by first receipt (procedure of 立案规定7).
    """
    state = asked.get("state", "")
    rows = seen.filter(state=state) if state in set(FilingState) else seen
    if not state:
        # Who insisted stays until the judge has ruled; a dispute that ended needs nobody's review.
        rows = seen.filter(state__in=[*ON_THE_DESK, FilingState.INSISTED], case__closed_on__isnull=True)
    if asked.get("wish") in ("sue", "mediate"):
        rows = rows.filter(wish=asked["wish"])
    if asked.get("channel"):
        rows = rows.filter(case__channel=asked["channel"])
    if asked.get("cause"):
        rows = rows.filter(case__cause=asked["cause"])
    if asked.get("court", "").isascii() and asked.get("court", "").isdigit():
        rows = rows.filter(case__court=int(asked["court"]))
    if asked.get("q", "").strip():
        rows = rows.filter(case__in=search(Case.objects.all(), asked["q"], codes=True).values("pk"))
    terms = Deadline.objects.filter(state="open", term__in=[*REVIEW_TERMS, "correction"], subject__in=OURS)
    return rows.prefetch_related(
        Prefetch("case__deadlines", terms, to_attr="review_terms"),
        Prefetch("corrections", Correction.objects.order_by("-id"), to_attr="all_corrections"),
        Prefetch("case__facts", to_attr="all_facts"),
    )


def desk_rows(filings: Sequence[Filing], today: date) -> list[DeskRow]:
    """What the list shows of each filing; no query of its own."""
    found = []
    for filing in filings:
        read: Any = filing  # with what `worklist` fetched beside it
        facts = {each.key: each.value for each in read.case.all_facts}
        terms = read.case.review_terms
        due = min((each.due for each in terms if each.due), default=None)
        hints = []
        answered = [each for each in read.all_corrections if each.answered_on]
        if filing.state == FilingState.CORRECTING:
            hints.append(("等待补正", "go"))
        elif answered:
            hints.append((f"补正已回，{_count(answered[0])} 处改动", "ok"))
        if filing.state == FilingState.INSISTED:
            hints.append(("坚持起诉", "wait"))
        if filing.escalated_on:
            hints.append(("应先行立案" if filing.wish == "sue" else "请尽快转调解中心", "late"))
        if filing.second_sorted:
            hints.append(("二次分流后", ""))
        if filing.oral:
            hints.append(("口头起诉", ""))
        if facts.get(FactKey.WAGES):
            hints.append(("可不预交", "go"))
        if filing.wish == "sue" and facts.get(FactKey.ACCEPTS_MEDIATION) == "yes":
            hints.append(("愿意调解", "ok"))
        found.append(DeskRow(filing, due, hints))
    return found


def _count(correction: Correction) -> int:
    after = correction.filing.answers
    changed = sum(after.get(question) != old for question, old in (correction.before or {}).items())
    return int(changed) + len(correction.new_files)
