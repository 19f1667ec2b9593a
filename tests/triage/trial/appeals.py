"""Appeals of the trials that are tested: two that run beside each other, and what is asked of any."""

from __future__ import annotations

from datetime import date

from common.cases.models import Deadline
from common.cases.states import Side
from common.delivery.queries import APPEALS
from common.law import clock
from tests.factories.triage import DAY, by
from tests.fees.settling.suits import Suit
from triage.trial.actions import record_appeal
from triage.trial.models import Appeal
from yunfu_court.verifying import appeals as verifying
from yunfu_court.verifying.invariants import spans

JUNE = date(2026, 6, 1)


def reds() -> list[str]:
    return [each.name for each in verifying.INVARIANTS for span in spans() if list(each.find(span))]


def two_appeals() -> tuple[Suit, Appeal, Appeal]:
    suit = Suit()
    suit.third(Side.RESPONDENT)
    suit.judged([(suit.second.pk, None)])
    suit.served(*suit.case.parties.order_by("pk"))
    with clock.at(DAY):
        for party in (suit.second, suit.first):
            given = {"disputed": 500_000, "by": by(suit.clerk), "today": DAY}
            record_appeal(case=suit.case, party=party, on=DAY, **given)
    return suit, Appeal.objects.get(party=suit.second), Appeal.objects.get(party=suit.first)


def terms(suit: Suit) -> dict[tuple[str, str], str]:
    """What runs or ran of the appeals."""
    rows = Deadline.objects.filter(case=suit.case, term__startswith="appeal_").exclude(term__in=APPEALS)
    return {(each.term, each.subject): each.state for each in rows.exclude(state="void").order_by("pk")}
