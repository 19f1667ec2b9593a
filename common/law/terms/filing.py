"""Which of the terms of filing a suit has."""

from __future__ import annotations

from common.law import causes

# Causes whose filing is examined longer: 第三人撤销之诉; 执行异议之诉 (the group 五十九).
_OWN = (("511", "filing_third_party_revocation"), ("五十九", "filing_enforcement_objection"))
FILING_TERMS = ("filing_review", "filing_review_corrected", *(key for _, key in _OWN))


def filing_term(cause: str, *, corrected: bool = False) -> str:
    """The term in which a court decides on a filing of this cause (登记立案规定第八条); ``corrected``: after its
    correction came, when the same length runs again (登记立案规定第七条).

    A code that is not in the list, or none yet, has the general term.
    """
    line = causes.lineage(cause) if causes.exists(cause) else frozenset()
    general = "filing_review_corrected" if corrected else "filing_review"
    return next((key for top, key in _OWN if top in line), general)
