"""The applications a party prints, fills in and signs: they are its own papers, not the court's."""

from __future__ import annotations

from typing import Any

from common.cases.models import Case, Party
from common.cases.states import Side
from triage.after.rules import End
from triage.after.states import Remedy
from triage.trial.states import ClosingWay

# Remedy -> (what the one who applies is called, the others, what is asked for, why).
_CALLED = {
    Remedy.APPEAL: ("上诉人", "被上诉人", "上诉请求", "上诉理由"),
    Remedy.RETRIAL: ("再审申请人", "被申请人", "再审请求", "事实和理由"),
    Remedy.ENFORCE: ("申请执行人", "被执行人", "请求执行的事项", "事实和理由"),
}


def form_context(case: Case, party: Party, end: End, remedy: Remedy, number: str) -> dict[str, Any]:
    """What the form prints: who applies first, then the other side, then who else took part in the trial. Where others
    live is left to whoever knows it: an address may be one that the court protects."""
    own, other, asks, why = _CALLED[remedy]
    people = [each for each in case.parties.all() if each.left_on is None]
    across = Side.RESPONDENT if party.side == Side.CLAIMANT else Side.CLAIMANT
    blocks = [{**_block(own, party, case), "address": party.address}]
    blocks += [_block(other, each, case) for each in people if each.side == across]
    rest = [each for each in people if each.pk != party.pk and each.side != across]
    blocks += [_block(f"原审{each.called(case.kind)}", each, case) for each in rest]
    above = end.above if remedy is Remedy.APPEAL else ""
    return {
        "title": remedy.form,
        "court": "",
        "day": "",
        "people": blocks,
        "own": own,
        "asks": asks,
        "why": why,
        "number": number,
        "judged": case.court.name,
        "paper": end.paper,
        "cause": case.cause_name,
        "to": above or ("" if remedy is Remedy.RETRIAL else case.court.name),
        "through": case.court.name if above else "",
        "enforce": remedy is Remedy.ENFORCE,
        "verdict": "调解书" if end.way is ClosingWay.MEDIATION else end.paper,
    }


def _block(called: str, party: Party, case: Case) -> dict[str, Any]:
    was = party.called(case.kind)
    return {
        "called": called,
        "was": "" if was in called else was,
        "name": party.name,
        "head": party.head_words,
    }
