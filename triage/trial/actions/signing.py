"""Who signed a paper that a party handed in and the court writes down (民诉法62第2款)."""

from __future__ import annotations

from datetime import date

from common.cases.access import lacks_guardian, not_over
from common.cases.models import Party
from common.cases.queries import signers_before_clerk
from common.cases.rules import ActionRefused, Signer, guardian_needed, signer_named
from common.cases.states import Disposal, SignsAs
from common.people.rules import same_name


def paper_signer(*, party: Party, act: Disposal, typed: str, on: date, field: str = "signer") -> Signer:
    """Who of those that may is named under it, the party itself where nobody is. An agent signs only what its checked
    mandate names; ActionRefused says which power is wanting."""
    if lacks_guardian(party, on):
        raise ActionRefused(f"{guardian_needed(party.name)}。", field=field)
    possible = signers_before_clerk(party, on, act=act)
    if not typed.strip():
        return possible[0]
    agents = party.representations.filter(not_over(on), since__lte=on)
    names = {each.name for each in possible if each.signs_as is SignsAs.AGENT}
    if any(same_name(typed, each.name) and each.name not in names for each in agents):
        words = f"{typed.strip()}的授权委托书没有写明“{act.power.label}”，或者还没有核对。请由{possible[0].name}签名。"
        raise ActionRefused(words, field=field)
    return signer_named(typed, possible, field=field)
