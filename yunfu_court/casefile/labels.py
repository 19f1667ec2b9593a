"""Codes in events -> the Chinese words for them: which field holds which enumeration."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from common.cases.states import Authority, Capacity, Stage
from common.law import causes, terms
from common.law.money import yuan
from common.law.procedures import Procedure, Track
from common.web.wording import day_words
from fees.states import ReliefKind, ReviewState
from mediation.states import EndReason, PaperRefusal
from triage.states import ClosingWay, DropReason, HearingMode, ObjectionOutcome, RulingKind

_PROCEDURES: dict[str, type[StrEnum]] = {"procedure": Procedure, "frm": Procedure, "to": Procedure, "track": Track}
_ENUMS: dict[str, dict[str, type[StrEnum]]] = {
    "cases.advanced": {"frm": Stage, "to": Stage},
    "cases.admitted": {"capacity": Capacity},
    "cases.released": {"capacity": Capacity},
    "intake.agent_recorded": {"authority": Authority},
    "intake.mandate_checked": {"authority": Authority},
    "mediation.failed": {"reason": EndReason},
    "mediation.paper_refused": {"ground": PaperRefusal},
    "triage.presorted": _PROCEDURES,
    "triage.sorted": _PROCEDURES,
    "triage.converted": _PROCEDURES,
    "triage.closed": {"way": ClosingWay, **_PROCEDURES},
    "triage.ruling_drafted": {"what": RulingKind},
    "triage.ruling_signed": {"what": RulingKind},
    "triage.ruling_handed_over": {"what": RulingKind},
    "triage.hearing_held": {"mode": HearingMode},
    "triage.objection_decided": {"outcome": ObjectionOutcome},
    "triage.ruling_dropped": {"what": RulingKind, "reason": DropReason},
    "fees.relief_decided": {"kind_granted": ReliefKind},
    "fees.review_decided": {"outcome": ReviewState},
}
_MONEY = {"amount", "final", "refund", "amount_left"}


class Said(dict[str, str]):
    """Names and values to fill words with; the key of a term is its length as the law had it on this day; what is not
    known is left out of the sentence."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self.on = on

    def __missing__(self, key: str) -> str:
        return terms.term(key, self.on).spoken if key in terms.TERMS else ""


def said(kind: str, payload: dict[str, Any], on: date) -> Said:
    """Each field of an event's payload in words: labels, yuan and days; ids stay as they are. ``on``: the day the case
    was received, by which lengths are told."""
    enums = _ENUMS.get(kind, {})
    out = Said(on)
    for name, value in payload.items():
        if value is None:
            out[name] = ""
        elif name in enums:
            out[name] = _label(enums[name], str(value))
        elif name in _MONEY and isinstance(value, int):
            out[name] = yuan(value)
        elif name == "term":
            out[name] = terms.name_of(str(value))
        elif name == "due":
            out[name] = f"，到 {day_words(date.fromisoformat(value), year=True)}"
        else:
            out[name] = str(value)
    if "due" in payload:
        out["due"] = out["due"] or "，待送达后起算"
    if kind == "intake.cause_set":
        out |= {name: causes.cause(str(payload[name])).name for name in ("former", "cause")}
    if kind == "fees.relief_decided":
        granted = payload.get("outcome") == "granted"
        out["outcome"] = f"准予{out.get('kind_granted', '')}" if granted else "未获准许"
    if kind == "fees.settled":
        out["settled"] = f"{out['final']} 元" if payload.get("final") else "本案不收诉讼费"
    if "what" in out:
        out["ruling"] = out["what"]
    return out


def _label(enum: type[StrEnum], value: str) -> str:
    try:
        return str(enum(value).label)  # type: ignore[attr-defined]
    except ValueError:
        return value
