"""Undisputed facts and issues, signed by the parties (在线调解18, 22)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Party
from common.cases.rules import ActionRefused, Signer
from common.documents.models import Document
from common.law.transitions import move
from mediation.course.actions.locking import locked, need_mediator, need_open, need_running
from mediation.course.models import Mediation
from mediation.course.states import ConsentState
from mediation.texts import queries
from mediation.texts.actions import texts
from mediation.texts.actions.signing import Given
from mediation.texts.actions.texts import Kind, Opened
from mediation.texts.events import PointsSent, PointsSigned
from mediation.texts.models import SettledPoints
from mediation.texts.states import POINTS_MOVES, PointsState


def _clean(lines: list[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]


@transaction.atomic
def draft_points(*, mediation: Mediation, facts: list[str], issues: list[str], by: By, today: date) -> SettledPoints:
    """Write down what is not disputed and what is; one sentence a line."""
    _, mediation = locked(mediation.pk)
    need_running(mediation, today)
    need_mediator(mediation, by)
    if not _clean(facts) and not _clean(issues):
        raise ActionRefused("请至少写一条无争议事实或者争议焦点。", field="facts")
    row = queries.open_points(mediation)
    if row is not None and row.state == PointsState.SIGNING:
        # A changed text is a new text: signatures under the old one do not carry over.
        move(row, PointsState.ABANDONED, POINTS_MOVES)
        row.save(update_fields=["state"])
        row = None
    row = row or SettledPoints(mediation=mediation)
    kept: dict[str, Any] = {"facts": _clean(facts), "issues": _clean(issues), "drafted_on": today}
    for name, value in kept.items():
        setattr(row, name, value)
    row.save()
    row.parties.set(mediation.consents.filter(state=ConsentState.GIVEN).values_list("party_id", flat=True))
    return row


def content(row: SettledPoints) -> dict[str, object]:
    return {
        "points": row.pk,
        "facts": row.facts,
        "issues": row.issues,
        "parties": sorted(row.parties.values_list("pk", flat=True)),
    }


@transaction.atomic
def send_points(*, points: SettledPoints, by: By, today: date) -> SettledPoints:
    """Freeze the text and ask the parties to sign it."""
    found = texts.opened(points)
    need_mediator(found.mediation, by)
    if found.row.state == PointsState.SIGNING:
        return found.row
    need_open(found.mediation, today)
    return texts.send(TEXT, found, PointsSent(points_id=points.pk), by)


def sign_points(*, points: SettledPoints, given: Given, by: By, today: date) -> SettledPoints:
    """A party confirms in writing what it does not dispute. Possible after the end too, until all have signed."""
    return texts.sign(TEXT, points, given=given, by=by, today=today)


def sign_points_at_counter(
    *,
    points: SettledPoints,
    party_id: int,
    name: str,
    scan: Document | None,
    by: By,
    today: date,
    visitor: Signer | None = None,
) -> SettledPoints:
    """Signed on paper before a member of staff."""
    paper: dict[str, Any] = {"party_id": party_id, "name": name, "scan": scan, "visitor": visitor}
    return texts.sign_on_paper(TEXT, points, **paper, by=by, today=today)


def _after(found: Opened[SettledPoints], party: Party | None, by: By, today: date) -> None:
    row = found.row
    required = set(row.parties.values_list("pk", flat=True))
    signed = set(row.signatures.values_list("party_id", flat=True))
    if required <= signed:
        move(row, PointsState.SIGNED, POINTS_MOVES)
        row.signed_on = today
        row.save(update_fields=["state", "signed_on"])
        announce(case=found.case, event=PointsSigned(points_id=row.pk), by=by)


TEXT = Kind("记载", content, POINTS_MOVES, PointsState.SIGNING, PointsState.SIGNED, mediated=False, after=_after)
