"""What leaves a mediation that did not settle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common.cases.models import Case
from common.delivery.models import ServiceAddress
from mediation.course.models import Mediation
from mediation.texts.models import SettledPoints
from mediation.texts.states import PointsState


@dataclass(frozen=True)
class Handover:
    """All that leaves a mediation that did not settle (在线调解18, 22; 特邀22): never concessions, never notes.

    `addresses`: (party id, name, recipient, postal address, whether electronic service was agreed to).
    """

    facts: tuple[str, ...]
    issues: tuple[str, ...]
    signed_on: date | None
    addresses: tuple[tuple[int, str, str, str, bool], ...]
    reasons: tuple[tuple[str, str], ...]


def handover(case: Case) -> Handover:
    """Signed undisputed facts and issues, the confirmed addresses, and the coded reason of each party's side.

    A text that was not signed by all gives nothing.
    """
    points = SettledPoints.objects.filter(mediation__case=case, state=PointsState.SIGNED).order_by("-id").first()
    rows = ServiceAddress.objects.filter(
        party__case=case, superseded_at__isnull=True, confirmed_at__isnull=False
    ).select_related("party")
    last = Mediation.objects.filter(case=case).order_by("-id").first()
    reasons = last.reasons.select_related("party") if last is not None else ()
    return Handover(
        facts=tuple(points.facts) if points else (),
        issues=tuple(points.issues) if points else (),
        signed_on=points.signed_on if points else None,
        addresses=tuple(
            (row.party_id, row.party.name, row.recipient_name, row.postal, row.e_consent)
            for row in rows.order_by("party__side", "party__order", "id")
        ),
        reasons=tuple((row.party.name, row.code_label) for row in reasons),
    )
