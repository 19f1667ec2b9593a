"""What can be reckoned from the answers: fee, small claims, which court, the ceiling of interest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from common.law import causes, procedures, tariff, tariff_scope
from common.law.articles import UNCONFIRMED, Finding, sure
from common.law.jurisdiction import Candidate, Places, hint
from common.law.money import yuan
from common.law.procedures import Procedure, ProcedureFacts
from intake.guidance.rules.assessment.shape import UNSURE, Assessment
from intake.guidance.rules.fees import priced

Given = Mapping[str, Any]
ELSEWHERE = "elsewhere"  # outside the city; its counties are known by their national codes
# From this day the four-fold of the market rate is the ceiling (民间借贷规定第二十五、三十一条; not held here).
CEILING_SINCE = date(2020, 8, 20)


def cause_of(data: Assessment, given: Given) -> str:
    """The cause closest to the answers; empty where nothing can be said."""
    for question, codes in data.sorts.items():
        if given.get(question) in codes:
            return codes[given[question]]
    return data.kind(given["kind"]).cause if "kind" in given else ""


def amount_of(given: Given) -> int | None:
    """The money asked for, in fen, as far as it was said."""
    value = given.get("amount", given.get("principal"))
    return value if isinstance(value, int) else None


@dataclass(frozen=True)
class Fee:
    """The fee of a suit as it would be today, and when mediation ends it, in words; `more` may come on top."""

    full: str
    mediated: str
    prepaid: bool
    more: str
    finding: Finding[tariff.Quote]


# Said where the answers do not tell the amount: 收费办法第十三条第一款第（二）项.
_MORE = {
    tariff.Kind.DIVORCE: "要分财产、总额超过 20 万元的，超过的部分另按 0.5% 交。",
    tariff.Kind.PERSONALITY: "要赔偿、超过 5 万元的，超过的部分另外按比例交。",
}


def fee(data: Assessment, given: Given, today: date) -> Fee | None:
    """What a suit would cost (诉讼费用交纳办法第十三条); None while neither a flat fee nor an amount is known."""
    cause, amount = cause_of(data, given), amount_of(given)
    if not cause or given.get("role") == "respondent":
        return None
    kind = tariff_scope.kind_for_cause(cause, has_amount=True)
    if amount is None and kind.value is tariff.Kind.PROPERTY:
        return None
    try:
        price = priced(cause, kind, amount, today)
    except tariff.TariffError:
        return None
    return Fee(price.full, price.halved, price.prepaid.value, _MORE.get(kind.value, ""), price.finding)


def small_claims(data: Assessment, given: Given, today: date) -> bool:
    """Would this be heard as a small claim, as far as the answers go? (民诉法第一百六十五、一百六十六条)"""
    amount = amount_of(given)
    if amount is None or given.get("money_only") != "money" or given.get("change_need") == "maybe":
        return False
    facts = ProcedureFacts(
        cause=cause_of(data, given),
        received=today,
        amount_fen=amount,
        money_only=True,
        needs_appraisal=given.get("need_appraisal") == "yes",
        whereabouts_unknown=given.get("def_reach") == "lost",
    )
    return procedures.choose(facts).value.procedure is Procedure.SMALL


def courts(data: Assessment, given: Given) -> Finding[tuple[Candidate, ...]] | None:
    """Which courts may hear it, from the places that were given; None without a cause or any place (民诉法22-36)."""
    code = cause_of(data, given)
    if not code or not causes.exists(code) or given.get("role") == "respondent":
        return None
    defendant, own = _place(given, "def_county"), _place(given, "my_county")
    fact = next(filter(None, (_place(given, key) for key in _FACTS)), None)
    if not any((defendant, own, fact)):
        return None
    kind = given["kind"]
    places = Places(
        defendant_domicile=defendant,
        plaintiff_domicile=own,
        # Money is performed where it is received: at the lender's (民诉法解释第十八条第二款).
        performance=own if kind == "lending" else fact,
        property=fact,
        tort=fact,
        accident=fact,
        deceased_domicile=fact,
        insured_object=fact,
        employer=defendant,
        workplace=fact,
        defendant_abroad_or_missing=given.get("def_reach") == "lost",
        defendant_away_over_a_year=given.get("spouse_away") == "yes",
    )
    return hint(code, places)


_FACTS = ("fact_county", "fact_county_work", "fact_county_road")


def _place(given: Given, key: str) -> str | None:
    value = given.get(key)
    return None if value is None or value == UNSURE else str(value)


def elsewhere(data: Assessment, given: Given, _today: date) -> bool:
    """Every place that was asked for is known, and what follows from them lies outside the city altogether."""
    found = courts(data, given)
    asked = [each.key for each in data.asked(given["kind"], given["role"]) if ELSEWHERE in each.as_field().codes]
    if found is None or any(_place(given, key) is None for key in asked):
        return False
    return all(each.place == ELSEWHERE for each in found.value if each.place is not None)


@dataclass(frozen=True)
class Ceiling:
    """Four times the one-year rate of a day; the table is from a secondary source."""

    rate: Decimal
    cap: Decimal
    note: str


def ceiling(data: Assessment, given: Given, today: date) -> Ceiling | None:
    """The highest rate that is protected for a loan of this day. A loan of before 2020-08-20: that of today.

    Without a day, the highest there ever was: what lies above that lies above every one.
    """
    rows = [(date.fromisoformat(since), Decimal(rate)) for since, rate in data.lpr]
    note = f"利率表{UNCONFIRMED}"
    if "contract_date" not in given:
        rate = max(rate for since, rate in rows if since <= today)
        return Ceiling(rate, rate * 4, f"没有填日子，按历次最高的算；{note}")
    day = date.fromisoformat(str(given["contract_date"]))
    if day < CEILING_SINCE:
        note, day = f"2020年8月20日以前的利息按当时的规定，以后的按起诉时的利率算；{note}", today
    begun = [rate for since, rate in rows if since <= day]
    return Ceiling(begun[-1], begun[-1] * 4, note) if begun else None


def rate_of(given: Given) -> Decimal | None:
    try:
        return Decimal(str(given["rate"]).removesuffix("%")) if "rate" in given else None
    except InvalidOperation:
        return None


def over_cap(data: Assessment, given: Given, today: date) -> bool:
    rate, cap = rate_of(given), ceiling(data, given, today)
    return rate is not None and cap is not None and rate > cap.cap


CHECKS: dict[str, Callable[[Assessment, Given, date], bool]] = {
    "small_claims": small_claims,
    "elsewhere": elsewhere,
    "over_cap": over_cap,
}


def words(data: Assessment, given: Given, today: date) -> dict[str, str]:
    """The figures that remarks may quote, by name; empty where they cannot be reckoned."""
    found = dict.fromkeys(("gap", "handed", "rate", "cap", "lpr", "lpr_note", "fee", "preservation_fee"), "")
    found["small_limit"] = yuan(procedures.wage_on(today).half)
    agreed, handed = given.get("amount_agreed"), given.get("handed")
    if isinstance(agreed, int) and isinstance(handed, int):
        found |= {"gap": yuan(agreed - handed), "handed": yuan(handed)}
    cap = ceiling(data, given, today)
    if cap is not None:
        found |= {
            "cap": _plain(cap.cap),
            "lpr": _plain(cap.rate),
            "lpr_note": f"（{known}）" if (known := sure(cap.note)) else "",
        }
    found["rate"] = str(given.get("rate", ""))
    quoted = fee(data, given, today)
    if quoted is not None:
        found["fee"] = f"按您填的，受理费预计 {quoted.full}。"
    amount = amount_of(given)
    if amount:
        preserved = tariff.quote(tariff.Kind.PRESERVATION, amount, tariff.Options(day=today)).value
        found["preservation_fee"] = f"保全 {yuan(amount)} 元，申请费 {yuan(preserved.fee_fen)} 元。"
    return found


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
