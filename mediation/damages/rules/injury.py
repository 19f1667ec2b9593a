"""Personal injury (人身损害解释6-17; 民法典1173, 1179), a function a head of loss."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from common.law.articles import art
from mediation.damages.rules.given import Given, said
from mediation.damages.rules.shapes import Answer, GivenError, Line, figure, money, percent

LAW = "人身损害解释"
# Torts before it follow the text of before, which knew town and country apart (解释24).
SINCE = date(2022, 5, 1)
_LONGEST_CARE = 20
_ADULT = 18
_AVERAGED = 3  # over how many years an income that is not fixed is taken
_FUNERAL = 6  # months


def years(age: int) -> int:
    """For how many years is paid at this age (解释12, 15, 17): 60 -> 20, 61 -> 19, 74 -> 6, 75 -> 5."""
    if age >= 75:
        return 5
    return 20 - max(age - 60, 0)


def coefficient(given: Given) -> Fraction:
    """What part of the whole a degree of disability is: as given, or by the grade (practice, not the law)."""
    if given.has("coef", "coefficient"):
        if given.has("grade"):
            given.whole("grade", least=1, most=10)
        return given.share("coef", "coefficient")
    grade = given.whole("grade", least=1, most=10)
    return 1 - (grade - 1) * given.setting("grade_step", "grade_step") / 100


def income(given: Given) -> Fraction:
    """The yearly income that is paid for: of the statistics, or the higher one of the claimant's home (解释18)."""
    _old_text(given)
    home = given.number("home_income", default=0)
    return max(home, given.setting("urban_income", "urban_income", "income"))


def consumption(given: Given) -> Fraction:
    """The yearly consumption that a dependant's part is counted by (解释17, 18)."""
    _old_text(given)
    home = given.number("home_consumption", default=0)
    return max(home, given.setting("urban_consumption", "consumption", "urban_consumption"))


def _old_text(given: Given) -> None:
    names = ("tort_date", "tort_on", "injury_date", "accident_date")
    if not given.has(*names) or given.day(*names) >= SINCE:
        return
    household = given.choice("household", allowed=("urban", "rural"), default="urban")
    if household == "rural" and not given.has("urban_income", "income", "consumption", "urban_consumption"):
        raise GivenError("household", "2022年5月1日以前受伤、按农村居民计算的，请填写当时公布的标准。")
    given.doubts.append("2022年5月1日以前的侵权按修改前的解释，区分城镇和农村居民")


def disability(given: Given) -> Answer:
    """残疾赔偿金: income × years × coefficient (解释12)."""
    age, part = _age(given), coefficient(given)
    yearly = income(given)
    return _yearly(given, "残疾赔偿金", yearly, years(age), part, 12)


def death(given: Given) -> Answer:
    """死亡赔偿金: income × years (解释15)."""
    count = years(_age(given))
    return _yearly(given, "死亡赔偿金", income(given), count, Fraction(1), 15)


def _yearly(given: Given, name: str, yearly: Fraction, count: int, part: Fraction, number: int) -> Answer:
    total = yearly * count * part
    how = f"{money(yearly)} × {count} 年" + (f" × {percent(part)}" if part != 1 else "") + f" = {money(total)}"
    return Answer(total, (Line(name, how, total, (art(LAW, number),)),), (art(LAW, 22),))


def _age(given: Given) -> int:
    return given.whole("age", most=130)


def medical(given: Given) -> Answer:
    """医疗费: the receipts, and what will certainly be needed (解释6)."""
    paid = given.numbers("receipts", "amounts", "amount", "paid")
    later = given.number("future", "certain_future", default=0)
    back = given.number("insured", "reimbursed", default=0)
    total = max(sum(paid, Fraction(0)) + later - back, Fraction(0))
    how = " + ".join(money(each) for each in paid) + (f" + 必然发生的 {money(later)}" if later else "")
    how += f" − 已报销 {money(back)}" if back else ""
    return Answer(total, (Line("医疗费", how, total, (art(LAW, 6),)),), (art("民法典", 1179),))


def transport(given: Given) -> Answer:
    """交通费: the tickets that match the treatment (解释9)."""
    paid = given.numbers("tickets", "receipts", "amounts", "amount")
    total = sum(paid, Fraction(0))
    return Answer(total, (Line("交通费", " + ".join(map(money, paid)), total, (art(LAW, 9),)),), ())


def lost_wages(given: Given) -> Answer:
    """误工费: what was really lost; without fixed income three years by 365; else the trade's (解释7)."""
    if given.has("reduction", "actual_reduction"):
        total = given.number("reduction", "actual_reduction")
        return _lost(f"实际减少 {money(total)}", total)
    if given.has("before", "month_before"):
        before, during = given.number("before", "month_before"), given.number("during", "month_during", default=0)
        if during > before:
            raise GivenError("during", "误工期间的收入没有比以前少，没有误工费。")
        span, words = _spent(given)
        return _lost(f"（{money(before)} − {money(during)}）{words}", (before - during) * span)
    days = _lost_days(given)
    if given.has("daily", "daily_wage", "day_wage"):
        daily = given.number("daily", "daily_wage", "day_wage")
        return _lost(f"每日 {money(daily)} × {figure(days)} 日", daily * days)
    if given.has("income_3y", "incomes", "income_years", "last3", "last_3_years", "last_three_years", "three_years"):
        rows = given.numbers(
            "income_3y", "incomes", "income_years", "last3", "last_3_years", "last_three_years", "three_years"
        )
        average = sum(rows, Fraction(0)) / len(rows)
        return _lost(f"最近 {_AVERAGED} 年平均 {money(average)} ÷ 365 × {figure(days)} 日", average / 365 * days)
    if given.has("avg3", "avg_3y", "avg3y", "avg_year", "year_avg", "avg_income"):
        average = given.number("avg3", "avg_3y", "avg3y", "avg_year", "year_avg", "avg_income")
        return _lost(f"最近 {_AVERAGED} 年平均 {money(average)} ÷ 365 × {figure(days)} 日", average / 365 * days)
    if given.has("month_wage", "monthly"):
        month = given.number("month_wage", "monthly")
        return _lost(f"{money(month)} × 12 ÷ 365 × {figure(days)} 日", month * 12 / 365 * days)
    trade = given.number("trade_wage_year", "trade_avg_year", "trade_avg", "trade_year", "trade_wage", "trade")
    return _lost(f"同行业年平均 {money(trade)} ÷ 365 × {figure(days)} 日", trade / 365 * days)


def _lost(how: str, total: Fraction) -> Answer:
    return Answer(total, (Line("误工费", f"{how} = {money(total)}", total, (art(LAW, 7),)),), ())


def _spent(given: Given) -> tuple[Fraction, str]:
    if given.has("months"):
        months = given.number("months")
        return months, f" × {figure(months)} 个月"
    days = _lost_days(given)
    return days * 12 / 365, f" × 12 ÷ 365 × {figure(days)} 日"


def _lost_days(given: Given) -> Fraction:
    """As certified, or from the injury to the day before the degree of disability was fixed."""
    if given.has("days"):
        return given.number("days")
    first, last = given.span(
        "from", "injury_date", "tort_date", "start", ends=("assessed", "assess_date", "fixed_on", "to", "end")
    )
    return Fraction((last - first).days)


def nursing(given: Given) -> Answer:
    """护理费: daily × days × persons, at most twenty years (解释8)."""
    daily = given.setting("nursing_day", "daily")
    persons = given.number("persons", default=1)
    longest = Fraction(_LONGEST_CARE * 365)
    asked = given.number("years") * 365 if given.has("years") else given.days()
    days = min(asked, longest)
    part = given.share("dependency", "coef", "care_ratio", default=1)
    total = daily * days * persons * part
    how = f"{money(daily)} × {figure(days)} 日 × {figure(persons)} 人" + (f" × {percent(part)}" if part != 1 else "")
    remarks = (f"护理期限最长 {_LONGEST_CARE} 年，超过的部分没有算进来",) if asked > longest else ()
    return Answer(total, (Line("护理费", f"{how} = {money(total)}", total, (art(LAW, 8),)),), (), remarks=remarks)


def hospital_food(given: Given) -> Answer:
    """住院伙食补助费: the standard of state staff × days in hospital (解释10)."""
    return _by_day(given, "住院伙食补助费", given.setting("hospital_food_day", "daily"), 10)


def nutrition(given: Given) -> Answer:
    """营养费: by disability and what the doctors say (解释11)."""
    if given.has("amount"):
        total = given.number("amount")
        return Answer(total, (Line("营养费", f"医疗机构的意见 {money(total)}", total, (art(LAW, 11),)),), ())
    return _by_day(given, "营养费", given.number("daily"), 11)


def _by_day(given: Given, name: str, daily: Fraction, number: int) -> Answer:
    days = given.days()
    total = daily * days
    return Answer(
        total, (Line(name, f"{money(daily)} × {figure(days)} 日 = {money(total)}", total, (art(LAW, number),)),), ()
    )


def aids(given: Given) -> Answer:
    """残疾辅助器具费: an ordinary one's price × how often it is replaced (解释13)."""
    price = given.number("price", "unit_price")
    if given.has("times", "replacements", "count"):
        times = given.whole("times", "replacements", "count")
    else:
        # Each begun cycle needs one.
        ratio = given.number("years", "term") / given.number("cycle_years", "cycle", "replace_years", least=0, most=100)
        times = -(-ratio.numerator // ratio.denominator)
    upkeep = given.number("maintenance", "upkeep", default=0)
    total = price * times + upkeep
    how = f"{money(price)} × {times} 次" + (f" + 维护 {money(upkeep)}" if upkeep else "")
    return Answer(total, (Line("残疾辅助器具费", f"{how} = {money(total)}", total, (art(LAW, 13),)),), ())


def funeral(given: Given) -> Answer:
    """丧葬费: six months of the average wage (解释14)."""
    month = given.setting("avg_wage_month", "avg_wage_month", "avg_wage", "month_wage", "avg_month", "monthly")
    total = month * _FUNERAL
    return Answer(
        total,
        (Line("丧葬费", f"{money(month)} × {_FUNERAL} 个月 = {money(total)}", total, (art(LAW, 14),)),),
        (art(LAW, 22),),
    )


@dataclass(frozen=True, slots=True)
class Dependant:
    """Somebody who lived on the victim: for how many years, and what part of it was the victim's to bear."""

    name: str
    years: int
    share: Fraction


def dependants(given: Given) -> Answer:
    """被扶养人生活费, year by year: all of them together never above the yearly consumption (解释16, 17)."""
    people = _dependants(given)
    yearly = consumption(given)
    grades = given.has("coef", "coefficient", "grade")
    part = coefficient(given) if grades else given.share("k", default=1)
    total, lines = Fraction(0), []
    bounds = sorted({0, *(each.years for each in people)})
    for first, last in pairwise(bounds):
        shares = sum((each.share for each in people if each.years > first), Fraction(0)) * part
        paid = min(shares, Fraction(1))
        sum_ = yearly * paid * (last - first)
        total += sum_
        span = f"第 {first + 1} 年" if last == first + 1 else f"第 {first + 1} 至 {last} 年"
        capped = f"（合计 {figure(shares)}，以 1 为限）" if shares > 1 else ""
        how = f"{money(yearly)} × {figure(paid)}{capped} × {last - first} 年 = {money(sum_)}"
        lines.append(Line(f"被扶养人生活费 {span}", how, sum_, (art(LAW, 17),)))
    return Answer(total, tuple(lines), (art(LAW, 16), art(LAW, 17)))


def _dependants(given: Given) -> list[Dependant]:
    names = ("dependants", "dependents", "persons", "people", "children_list")
    if given.has(*names):
        name, _ = given.raw(*names)
        listed = given.rows(*names)
        # Pairs are (age, supporters); where one has a part of a whole in it, all are (years, part).
        parts = any(isinstance(row, list | tuple) and len(row) == 2 and given.exact(name, row[1]) < 1 for row in listed)
        return [_dependant(given, name, each, parts=parts) for each in listed]
    found = []
    supporters = given.whole("supporters", default=1, least=1, most=100)
    for keys, adult in ((("child_age", "children_ages", "child_ages", "children"), False),
                        (("adult_age", "parent_age", "parents_ages", "parent_ages", "adult_ages", "parents"), True),
                        (("ages", "age"), None)):  # fmt: skip
        if given.has(*keys):
            found += [_lived(given, each, supporters, adult=adult) for each in given.numbers(*keys)]
    if not found:
        given.raw("child_age")
    return found


def _lived(given: Given, age: Fraction, supporters: int, *, adult: bool | None = None) -> Dependant:
    whole = int(given.within("age", age, 0, 130))
    if whole != age:
        raise GivenError("age", "年龄应是整数（周岁）。")
    grown = whole >= _ADULT if adult is None else adult
    if not grown and whole >= _ADULT:
        raise GivenError("child_age", "已满十八周岁的，请按成年被扶养人填写。")
    return Dependant("", years(whole) if grown else _ADULT - whole, Fraction(1, supporters))


def _dependant(given: Given, name: str, row: Any, *, parts: bool) -> Dependant:
    """One row: {"age": 8, "supporters": 2, "adult": false}, {"years": 10, "share": 0.5}, or a pair of either."""
    if isinstance(row, list | tuple) and len(row) == 2:
        row = dict(zip(("years", "share") if parts else ("age", "supporters"), row, strict=True))
    if not isinstance(row, dict):
        row = {"age": row}
    each = Given(row, given.book)
    kind = str(row.get("kind") or row.get("type") or "").lower()
    each.has("kind", "type") and each.raw("kind", "type")
    if each.has("share"):
        share = each.share("share")
    else:
        default = given.whole("supporters", default=1, least=1, most=100)
        share = Fraction(1, each.whole("supporters", default=default, least=1, most=100))
    if each.has("years"):
        return Dependant("", each.whole("years", most=20), share)
    adult: bool | None = each.flag("adult") if each.has("adult") else None
    if kind:
        adult = kind in ("adult", "parent", "elder", "spouse", "old")
    if adult is None and each.has("child_age"):
        adult = False
    age = each.number("age", "child_age", "adult_age", "parent_age")
    lived = _lived(given, age, 1, adult=adult)
    return Dependant("", lived.years, share)


def after_fault(given: Given) -> Answer:
    """The loss that insurance leaves × the defendant's share (民法典1173)."""
    total = given.number("total", "loss", "losses")
    paid = given.number("insurance", "insured", "after_insurance", "ci_paid", default=0)
    if given.has("victim_share"):
        share = 1 - given.share("victim_share")
    else:
        share = given.share("defendant_share", "share", "fault_share")
    rest = max(total - paid, Fraction(0))
    how = (f"（{money(total)} − 保险已赔 {money(paid)}）" if paid else money(total)) + f" × {percent(share)}"
    value = rest * share
    return Answer(value, (Line("对方承担", f"{how} = {money(value)}", value, (art("民法典", 1173),)),), ())


def mental(given: Given) -> Answer:
    """精神损害抚慰金 is the court's to measure: there is no formula and no national table (精神损害解释5)."""
    raise GivenError(
        "mental",
        f"精神损害抚慰金没有计算公式，由法官看过错、后果、当地生活水平等定（{art('精神损害解释', 5).short}）。",
    )


HEADS = {
    "medical": medical, "lost_wages": lost_wages, "nursing": nursing, "transport": transport,
    "hospital_food": hospital_food, "nutrition": nutrition, "disability": disability, "aids": aids,
    "funeral": funeral, "death": death, "dependants": dependants,
}  # fmt: skip


def total(given: Given) -> Answer:
    """Several heads at once: {"heads": {"medical": {...}, …}, "mental": 5000}, then shares of fault."""
    _, heads = given.raw("heads")
    if not isinstance(heads, dict):
        raise GivenError("heads", "各项损失应逐项填写。")
    lines: list[Line] = []
    for name, inputs in heads.items():
        if name not in HEADS or not isinstance(inputs, dict):
            raise GivenError("heads", f"没有“{name}”这一项损失。")
        each = Given(inputs, given.book)
        try:
            found = HEADS[name](each)
        except GivenError as error:
            raise GivenError(f"heads.{name}.{error.field}", str(error)) from error
        given.used += [row for row in each.used if row not in given.used]
        given.doubts += each.doubts
        lines += found.lines
    if given.has("mental"):
        asked = given.number("mental")
        lines.append(Line(said("mental"), "由法官酌定，这里按您填的数", asked, (art("精神损害解释", 5),)))
    whole = sum((line.amount for line in lines if line.amount is not None), Fraction(0))
    return Answer(whole, tuple(lines), (art("民法典", 1179),))
