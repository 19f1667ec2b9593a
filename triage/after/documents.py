"""The applications a party prints, fills in and signs: they are its own papers, not the court's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from common.cases.models import Case, Party
from common.cases.states import Side
from triage.after.rules import End
from triage.after.states import Remedy
from triage.trial.states import ClosingWay, SecondRole

# Remedy -> (what the one who applies is called, the others, what is asked for, why).
_CALLED = {
    Remedy.APPEAL: ("上诉人", "被上诉人", "上诉请求", "上诉理由"),
    Remedy.RETRIAL: ("再审申请人", "被申请人", "再审请求", "事实和理由"),
    Remedy.ENFORCE: ("申请执行人", "被执行人", "请求执行的事项", "事实和理由"),
}


def form_context(
    case: Case, party: Party, end: End, remedy: Remedy, roles: Mapping[int, SecondRole] | None = None
) -> dict[str, Any]:
    """What the form prints: who applies first, then the other side, then who else took part in the trial. Where others
    live is left to whoever knows it: an address may be one that the court protects. `roles`: what each was
    above, where it was."""
    own, other, asks, why = _CALLED[remedy]
    was = roles or {}
    people = [each for each in case.parties.all() if each.left_on is None]
    if end.way is ClosingWay.INADMISSIBLE:  # nobody else is a party yet (民诉法126)
        people = [each for each in people if each.side == party.side]
    across = Side.RESPONDENT if party.side == Side.CLAIMANT else Side.CLAIMANT
    blocks = [{**_block(own, party, case, was), "address": party.told_address}]
    blocks += [_block(other, each, case, was) for each in people if each.side == across]
    rest = [each for each in people if each.pk != party.pk and each.side != across]
    blocks += [_block(f"原审{each.called(case.kind)}", each, case, was) for each in rest]
    above = end.above if remedy is Remedy.APPEAL else ""
    return {
        "title": remedy.form,
        "court": "",
        "day": "",
        "people": blocks,
        "own": own,
        "asks": asks,
        "why": why,
        "opening": _opening(case, end, remedy, own),
        "with_it": _with_it(end, remedy),
        "to": above or ("" if remedy is Remedy.RETRIAL else case.court.name),
        "through": case.court.name if above else "",
        "enforce": remedy is Remedy.ENFORCE,
    }


def _opening(case: Case, end: End, remedy: Remedy, own: str) -> str:
    if remedy is Remedy.ENFORCE:
        return f"{own}因{case.cause_name}一案，{end.full}已经发生法律效力，对方没有履行，申请强制执行。"
    asks = "上诉" if remedy is Remedy.APPEAL else "再审申请"
    return f"{own}因{case.cause_name}一案，不服{end.full}，现提出{asks}。"


def _with_it(end: End, remedy: Remedy) -> str:
    """What is handed in with it (执行规定18; 解释375; 民诉法173). A paper of the court above comes with the first."""
    papers = f"一审{end.first}和二审{end.paper}" if end.above_binds else end.paper
    judged = "生效文书副本和生效证明" if remedy is Remedy.ENFORCE else f"{papers}复印件"
    return f"1. 本{remedy.form}副本　　份；2. {judged}；3. 身份证件复印件；4. 证据　　份。"


def _block(called: str, party: Party, case: Case, above: Mapping[int, SecondRole]) -> dict[str, Any]:
    first = party.called(case.kind)
    was = "" if first in called else f"原审{first}"
    if role := above.get(party.pk):
        was = f"一审{first}" if role is SecondRole.ORIGINAL else f"一审{first}、二审{role.label}"
    return {
        "called": called,
        "was": was,
        "name": party.name,
        "head": party.head_words,
    }
