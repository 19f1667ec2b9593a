"""Which of the terms of filing a suit has."""

from __future__ import annotations

from datetime import date

from common.law import causes
from common.law.articles import Finding
from common.law.terms.table import term

# Causes whose filing is examined longer: 第三人撤销之诉; 执行异议之诉 (the group 五十九).
_FILING = (("511", "filing_third_party_revocation"), ("五十九", "filing_enforcement_objection"))


def filing_days(cause: str, on: date) -> Finding[int]:
    """The days in which a court decides on a filing of this cause received ``on`` that day (登记立案规定第八条).

    A code that is not in the list, or none yet, has the general term.
    """
    line = causes.lineage(cause) if causes.exists(cause) else frozenset()
    found = term(next((key for top, key in _FILING if top in line), "filing_review"), on)
    return Finding(found.amount, found.articles)
