"""Undisputed facts and issues, and the end without (full) agreement (在线调解18, 21, 22; 特邀21, 26)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused, Signer
from common.documents.models import Document
from mediation import queries
from mediation.events import Failed, PointsSent, PointsSigned, Reported
from mediation.models import Mediation, PartyReason, SettledPoints
from mediation.states import ConsentState, EndReason, PartyReasonCode, PointsState

from . import texts
from .course import end, locked, need_mediator, need_open, need_running
from .signing import Given
from .texts import Kind, Opened

# What a mediator may say of the end: not agreement, and not what the system finds out by itself.
MAY_END: tuple[EndReason, ...] = (
    EndReason.TOO_FAR_APART,
    EndReason.UNREACHABLE,
    EndReason.UNWILLING,
    EndReason.REFUSES_TO_SIGN,
    EndReason.SELF_SETTLED,
    EndReason.OTHER,
)


def _clean(lines: list[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]


@transaction.atomic
def draft_points(*, mediation: Mediation, facts: list[str], issues: list[str], by: By, today: date) -> SettledPoints:
    """Write down what is not disputed and what is; one sentence a line."""
    _, mediation = locked(mediation.pk)
    need_running(mediation)
    need_mediator(mediation, by)
    if not _clean(facts) and not _clean(issues):
        raise ActionRefused("请至少写一条无争议事实或者争议焦点。", field="facts")
    row = queries.open_points(mediation)
    if row is not None and row.state == PointsState.SIGNING:
        # A changed text is a new text: signatures under the old one do not carry over.
        row.state = PointsState.ABANDONED
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
    need_open(found.mediation)
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
        row.state, row.signed_on = PointsState.SIGNED, today
        row.save(update_fields=["state", "signed_on"])
        announce(case=found.case, event=PointsSigned(points_id=row.pk), by=by)


TEXT = Kind("记载", content, PointsState.SIGNED, mediated=False, after=_after)


@transaction.atomic
def fail(
    *,
    mediation: Mediation,
    reason: EndReason,
    reasons: dict[int, tuple[PartyReasonCode, str]],
    summary: str,
    by: By,
    today: date,
    costly: str = "",
    hints: str = "",
) -> Mediation:
    """The mediator ends it without agreement (or without full agreement) and reports why, party by party.

    `reasons` maps a party's pk to (code, words). Concessions have no field to stand in, and are not asked for.
    """
    case, mediation = locked(mediation.pk)
    if mediation.ended_on is not None and mediation.end_reason == reason:
        return mediation
    need_running(mediation)
    need_mediator(mediation, by)
    if reason not in MAY_END:
        raise ActionRefused("请选择终结的原因。", field="reason")
    _report(case, mediation, reasons, summary, costly, hints)
    end(case, mediation, reason=reason, today=today)
    announce(case=case, event=Failed(mediation_id=mediation.pk, reason=reason), by=by)
    return mediation


@transaction.atomic
def write_report(
    *,
    mediation: Mediation,
    reasons: dict[int, tuple[PartyReasonCode, str]],
    summary: str,
    by: By,
    today: date,
    costly: str = "",
    hints: str = "",
) -> Mediation:
    """The report of one that ended by itself: stopped by a party, or over (特邀26)."""
    case, mediation = locked(mediation.pk)
    need_mediator(mediation, by)
    if mediation.ended_on is None or mediation.end_reason == EndReason.AGREED:
        raise ActionRefused("调解尚未终结，请使用“调解不成”。")
    if mediation.reported:
        raise ActionRefused("终结报告已经提交。")
    _report(case, mediation, reasons, summary, costly, hints)
    announce(case=case, event=Reported(mediation_id=mediation.pk), by=by)
    return mediation


def _report(
    case: Case,
    mediation: Mediation,
    reasons: dict[int, tuple[PartyReasonCode, str]],
    summary: str,
    costly: str,
    hints: str,
) -> None:
    if not summary.strip():
        raise ActionRefused("请写明调解的基本情况。", field="summary")
    known = set(mediation.consents.values_list("party_id", flat=True))
    if not known <= set(reasons):
        raise ActionRefused("请为每位当事人选择未达成协议的原因。", field="reasons")
    for party_id in sorted(known):
        code, words = reasons[party_id]
        PartyReason.objects.update_or_create(
            mediation=mediation, party_id=party_id, defaults={"code": code, "text": words.strip()}
        )
    mediation.summary, mediation.costly, mediation.hints = summary.strip(), costly.strip(), hints.strip()
    mediation.reported = True
    mediation.save(update_fields=["summary", "costly", "hints", "reported"])
