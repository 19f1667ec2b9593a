"""What a filing says about the dispute, as facts the sorting rules read; said anew when a correction changes it."""

from __future__ import annotations

from typing import Any

from common.cases.states import FactKey
from common.law import causes, tariff_scope
from common.law.articles import Finding, art
from common.law.mediability import Mediability, mediable
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import Answers, FormSpec

# What is said to somebody who asks for mediation where the law forbids it.
MUST_SUE = "这类纠纷依法不能调解，要由法院审理后裁判。您可以直接起诉，已经填好的内容都会保留"
# A case is foreign-related because somebody says so of it; where a party lives abroad, its home makes it so
# (解释520, 549: `record_home_facts`).
_ABROAD = {FactKey.FOREIGN: "foreign", FactKey.REGIONS: "regions"}
# The fact `mediable` in the words of the case's facts.
MEDIABLE = {Mediability.MAY: "yes", Mediability.NEVER: "no", Mediability.DIVORCE: "divorce"}


def accepts(wish: str, given: Answers) -> str:
    """yes, no or unsure: whoever asks for mediation has said yes."""
    return "yes" if wish == "mediate" else str(given.get("resolution.consider_mediation") or "unsure")


def may_ask(wish: str, cause: str) -> Finding[bool]:
    """May this be asked for? A suit always; mediation alone only where the law does not forbid it (民诉解释143). The
    note says what to do instead. A cause nobody chose yet forbids nothing."""
    if wish != "mediate" or not causes.exists(cause):
        return Finding(True, (art("民诉法", 125),))
    found = mediable(cause)
    return Finding(found.value.offered, found.articles, "" if found.value.offered else MUST_SUE, found.confirmed)


def claims_of(form: FormSpec, wish: str, given: Answers) -> list[reading.ClaimDraft]:
    """What is asked, in the words of a suit or of a request for mediation."""
    return reading.claims(form, given, wish)


def answered_facts(form: FormSpec, wish: str, given: Answers) -> dict[FactKey, Any]:
    """The facts that hang on the answers, by key."""
    facts: dict[FactKey, Any] = {
        FactKey.ACCEPTS_MEDIATION: accepts(wish, given),
        FactKey.MONETARY_ONLY: reading.money_only(claims_of(form, wish, given)),
    }
    lost = [value for question, value in given.items() if question.endswith(".reachable") and value]
    if lost:
        facts[FactKey.RESPONDENT_WHEREABOUTS_KNOWN] = "lost" not in lost
    answered = {str(value) for question, value in given.items() if question.endswith((".home", ".foreign_related"))}
    said = {str(value) for question, value in given.items() if question.endswith(".foreign_related")}
    facts |= {key: code in said for key, code in _ABROAD.items() if answered - {"", "None"}}
    return facts


def cause_facts(cause: str) -> dict[FactKey, Any]:
    """The facts that hang on the cause: whether it may be mediated (民诉解释第一百四十三条), whether it is about wages
    (办法第二十条: not prepaid)."""
    prepaid = tariff_scope.prepayable(cause, tariff_scope.kind_for_cause(cause).value).value
    return {FactKey.MEDIABLE: MEDIABLE[mediable(cause).value], **({} if prepaid else {FactKey.WAGES: True})}
