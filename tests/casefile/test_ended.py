"""What a party is still offered once its case has ended, over a whole city."""

from __future__ import annotations

from collections import Counter
from typing import Any

from common.cases.models import Case
from common.cases.states import CaseKind
from common.law import clock
from yunfu_court.casefile.queries import case_for, page

# What one reads, what comes after the end, what money is still to move, and a paper that is still on its way.
STILL = {
    "intake:insist",
    "intake:sue_after",
    "mediation:received",
    "mediation:withdraw_confirmation",
    "mediation:finish",
    "casefile:case",
    "fees:choose_refund",
    "fees:pay",
    "fees:review",
    "intake:papers",
    "intake:receipt",
    "intake:respond",
    "mediation:mediation",
    "triage:after",
}


def test_nothing_is_asked_of_a_party_whose_case_has_ended(seed_city: Any) -> None:
    today, offered, stale = clock.today(), Counter[str](), []
    cases = Case.objects.filter(closed_on__isnull=False).exclude(kind=CaseKind.PETITION)
    for row in cases.order_by("pk"):
        for party in row.parties.filter(user__isnull=False, left_on__isnull=True).order_by("pk"):
            shown = page(case_for(party.user, row.uid, today), party.user, today)
            for offer in (*shown.offers, *([shown.main] if shown.main else [])):
                offered[offer.url_name] += 1
                if offer.url_name not in STILL or "答辩" in offer.words:
                    stale.append((row.closing, party.side, offer.words, offer.url_name))
            said = [each.value for panel in shown.panels for each in panel.rows]
            stale += [(row.closing, party.side, each, "row") for each in said if each in ("尚未提交", "继续办理")]
    assert offered
    assert not stale, Counter(stale).most_common(40)
