"""The prepayment that a draft or filing would cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common.law import causes, tariff, tariff_scope
from common.law.articles import Finding
from common.law.money import yuan
from intake.elements.rules import answers as reading
from intake.guidance.rules.fees import priced


@dataclass(frozen=True)
class Quote:
    """What the tariff says of the claims so far; `finding` None while there is nothing to count."""

    amount: str
    fee: str
    halved: str
    finding: Finding[tariff.Quote] | None
    steps: Sequence[tariff.QuoteLine] = ()
    prepaid: Finding[bool] | None = None


def quote_for(cause: str, wish: str, claims: Sequence[reading.ClaimDraft], today: date) -> Quote:
    """The prepayment as it would be today, with its steps. Mediation only costs nothing."""
    amount = reading.total(claims)
    shown = f"{yuan(amount)} 元" if amount is not None else "不涉及金额"
    if wish == "mediate" or not claims or not cause or not causes.exists(cause):
        return Quote(shown if claims else "", "", "", None)
    kind = tariff_scope.kind_for_cause(cause, has_amount=amount is not None)
    price = priced(cause, kind, amount, today)
    return Quote(shown, price.full, price.halved, price.finding, price.finding.value.steps, price.prepaid)
