"""Family support and late performance of judgments (婚姻家庭解释49, 50, 53; 迟延履行解释1-4; 民诉解释505)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from common.law.articles import art
from mediation.damages.rules.given import Given
from mediation.damages.rules.interest import Payment, moment, payments, simple
from mediation.damages.rules.shapes import Answer, GivenError, Line, figure, money, percent

LAW = "迟延履行解释"
SINCE = date(2014, 8, 1)
_ONE, _MANY = Fraction(3, 10), Fraction(1, 2)


def child_support(given: Given) -> Answer:
    """抚养费 a month: 20 to 30 % of the income for one child, up to 50 % for two or more (解释49)."""
    name = ("month_income", "income", "monthly_income")
    income = (
        given.number("year_income", "annual_income") / 12
        if given.has("year_income", "annual_income")
        else given.number(*name)
    )
    several = bool({"two", "children", "several", "multi"} & given.situation)
    children = given.whole("children", "kids", default=2 if several else 1, least=1, most=20)
    most = _MANY if children > 1 else _ONE
    ratio = given.share("ratio", "share", default=Fraction(1, 5) if children == 1 else most)
    if not Fraction(1, 5) <= ratio <= (most if given.has("children", "kids") or several else _MANY):
        raise GivenError("ratio", f"比例在 20% 到 {percent(most)} 之间。")
    months = _support_months(given)
    value = income * ratio * months
    how = (
        f"{money(income)} × {percent(ratio)}"
        + (f" × {figure(months)} 个月" if months != 1 else "")
        + f" = {money(value)}"
    )
    span = f"{money(income / 5)} 到 {money(income * most)}"
    return Answer(value, (Line("抚养费", how, value), Line("每月的范围", span)), (art("婚姻家庭解释", 49),))


def _support_months(given: Given) -> Fraction:
    if given.has("months"):
        return given.number("months")
    if given.has("child_age"):
        return Fraction(12 * max(18 - given.whole("child_age", most=18), 0))
    return Fraction(1)


def support_arrears(given: Given) -> Answer:
    """Support that was not paid: so much a month, so many months, less what came (解释二17)."""
    month, months = given.number("month_support", "monthly", "amount", "month"), given.number("months")
    paid = given.number("paid", default=0)
    value = max(month * months - paid, Fraction(0))
    how = f"{money(month)} × {figure(months)} 个月 − 已付 {money(paid)} = {money(value)}"
    return Answer(value, (Line("欠的抚养费", how, value),), (art("婚姻家庭解释二", 17),))


def delay(given: Given) -> Answer:
    """加倍部分债务利息: what is unpaid, without general interest, × 0.0175 % × days (解释1-3); a part payment lowers it
    from its day on. With a general rate the two together."""
    base, days, start = given.number("principal", "debt", "amount"), _delay_days(given), _start(given)
    if start and start < SINCE:
        raise GivenError("from", "2014年8月1日以前的部分按原来的规定计算，请从这一天算起。")
    rate = given.setting("delay_rate_day", "rate_day", on=start)
    paid = payments(given, start) if given.has("payments") else []
    if given.has("paid", "paid_part", "part_paid"):
        when = moment(given, "paid_day", given.raw("paid_day", "paid_after", "paid_at_day", "pay_day")[1], start)
        paid = [Payment(when, given.number("paid", "paid_part", "part_paid"))]
    lines: list[Line] = []
    left, day, double = base, Fraction(0), Fraction(0)
    for at, amount in [*((min(each.day, days), each.amount) for each in paid), (days, Fraction(0))]:
        grown = left * rate / 100 * (at - day)
        double += grown
        if at > day or not lines:
            lines.append(
                Line(
                    "加倍部分",
                    f"{money(left)} × {figure(rate)}% × {figure(at - day)} 日 = {money(grown)}",
                    grown,
                    (art(LAW, 1),),
                )
            )
        left, day = max(left - amount, Fraction(0)), at
    value = double
    if given.has("general_rate"):
        year_rate = given.rate("general_rate")
        general, owed, day = Fraction(0), base, Fraction(0)
        for at, amount in [*((min(each.day, days), each.amount) for each in paid), (days, Fraction(0))]:
            general += simple(owed, year_rate, (at - day) / given.base())
            owed, day = max(owed - amount, Fraction(0)), at
        how = f"{money(base)} × 年利率 {figure(year_rate)}% × {figure(days)} 日 = {money(general)}"
        lines.insert(0, Line("一般债务利息", how, general, (art(LAW, 1),)))
        value += general
    elif given.has("general_interest", "general"):
        general = given.number("general_interest", "general")
        lines.insert(0, Line("一般债务利息", money(general), general, (art(LAW, 1),)))
        value += general
    if "total" in given.situation and "due" in given.situation:
        value += left
    articles = (art(LAW, 1), art(LAW, 2), art(LAW, 3)) + ((art(LAW, 4),) if paid else ())
    return Answer(value, tuple(lines), articles)


def _start(given: Given) -> date | None:
    names = ("from", "start", "due", "period_end")
    return given.day(*names) if given.has(*names) else None


def _delay_days(given: Given) -> Fraction:
    """From the end of the time for performance to payment, without suspensions that the debtor did not ask for."""
    start = _start(given)
    if given.has("settle_day", "end_day"):
        days = moment(given, "settle_day", given.raw("settle_day", "end_day")[1], start)
    else:
        days = given.days(("from", "start", "due", "period_end"), ("to", "end", "paid_on"))
    out = given.number("suspended_days", "suspended", default=0)
    if out > days:
        raise GivenError("suspended_days", "不计算的天数比总天数还多，请核对。")
    return days - out


def delay_other(given: Given) -> Answer:
    """No money duty: twice the loss it caused; without loss what the court sets (民诉解释505)."""
    loss = given.number("loss")
    value = loss * 2
    how = f"损失 {money(loss)} × 2 = {money(value)}"
    return Answer(value, (Line("迟延履行金", how, value),), (art("民诉解释", 505),))
