"""The end without (full) agreement, and the mediator's report on it (在线调解21; 特邀21, 26)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from mediation.course.actions.ending import end
from mediation.course.actions.locking import locked, need_mediator, need_running
from mediation.course.events import Failed, Reported
from mediation.course.models import Mediation, PartyReason
from mediation.course.states import EndReason, PartyReasonCode

# What a mediator may say of the end: not agreement, and not what the system finds out by itself.
MAY_END: tuple[EndReason, ...] = (
    EndReason.TOO_FAR_APART,
    EndReason.UNREACHABLE,
    EndReason.UNWILLING,
    EndReason.REFUSES_TO_SIGN,
    EndReason.SELF_SETTLED,
    EndReason.OTHER,
)


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
    need_running(mediation, today)
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
