"""What the effective agreements of a dispute settle together, written on its claims (在线调解19)."""

from __future__ import annotations

from common.cases.actions import set_claims
from common.cases.models import Case
from mediation.texts import queries
from mediation.texts.models import Agreement
from mediation.texts.rules import Settled


def mark(case: Case) -> Settled:
    """Write on each claim whether it is settled: when an agreement takes effect, and when one falls. What a judgment
    or a withdrawal has ended stays as it is. The caller holds the lock and announces."""
    rows = dict(case.claims.values_list("pk", "state"))
    found = queries.settled(case)
    now = [pk for pk, state in rows.items() if state == "open" and pk in found.claim_ids]
    again = [pk for pk, state in rows.items() if state == "settled" and pk not in found.claim_ids]
    if now:
        set_claims(case=case, claim_ids=now, state="settled")
    if again:
        set_claims(case=case, claim_ids=again, state="open")
    return found


def would_settle(case: Case, draft: Agreement) -> bool:
    """Whether nothing would be left open if this text were signed too."""
    return queries.settled(case, also=draft).whole
