"""Private lending (民间借贷规定 24-31; 民法典561, 670, 680), and interest by LPR over its changes."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from common.law.articles import art
from mediation.damages.rules.given import Given
from mediation.damages.rules.interest import payments, run, simple
from mediation.damages.rules.shapes import Answer, GivenError, Line, figure, money

LAW = "民间借贷规定"
NEW_CAP = date(2020, 8, 20)
_RATE = ("agreed", "rate", "agreed_rate")
_LPR = ("lpr", "lpr_1y", "lpr_at_contract")
_CONTRACT = ("contract", "contract_date", "signed", "lent_on")


def cap(given: Given) -> Fraction | None:
    """Four times the LPR of the day of the contract (规定25), or None where neither is told."""
    if given.has("cap"):
        return given.rate("cap")
    if given.has(*_LPR):
        return 4 * given.rate(*_LPR)
    if given.has(*_CONTRACT):
        day = given.day(*_CONTRACT)
        if day < NEW_CAP:
            # A contract of before: from 20 August 2020 the LPR of the day of suing (规定31).
            sued = given.day("sued", "sued_on", default=given.book.today)
            return 4 * given.setting("lpr_1y", "lpr_at_suit", on=sued, rate=True)
        return 4 * given.setting("lpr_1y", on=day)
    return None


def _held(given: Given, rate: Fraction) -> tuple[Fraction, str]:
    """The rate that is supported, and in words why."""
    most = cap(given)
    if most is None or rate <= most:
        return rate, f"年利率 {figure(rate)}%" + (f"（没有超过上限 {figure(most)}%）" if most is not None else "")
    return most, f"年利率 {figure(rate)}% 超过上限，按 {figure(most)}%"


def cap_rate(given: Given) -> Answer:
    """The cap itself as a yearly rate; with a principal the interest up to it (规定25)."""
    if given.has("principal", "note", "handed"):
        return loan(given)
    if not given.has(*_LPR, *_CONTRACT, "cap"):
        given.raw("contract")
    most = cap(given) or Fraction(0)
    line = Line("利率上限", f"合同成立时一年期贷款市场报价利率 × 4 = {figure(most)}%")
    return Answer(most, (line,), (art(LAW, 25),), percent=True)


def principal(given: Given) -> Fraction:
    """What was really handed over, not what the note says (规定26; 民法典670)."""
    if given.has("handed", "delivered"):
        found = given.number("handed", "delivered")
    elif given.has("deducted"):
        found = given.number("note", "principal") - given.number("deducted")
        if found < 0:
            raise GivenError("deducted", "预先扣的利息比借款还多，请核对。")
    else:
        found = given.number("principal", "note", "amount")
    if given.has("note") and found > given.number("note"):
        raise GivenError("handed", "实际拿到的钱比借条写的还多，请核对。")
    return found


def loan(given: Given) -> Answer:
    """Interest within the cap (规定25); principal and interest together where the note was above what was handed."""
    base = principal(given)
    rate, words = _held(given, given.rate(*_RATE))
    if given.has(*_CONTRACT) and given.day(*_CONTRACT) < NEW_CAP and given.has("to", "sued"):
        return straddling(given)
    time = _time(given)
    grown = simple(base, rate, time)
    paid = given.number("interest_paid", default=0)
    lines = [Line("利息", f"{money(base)} × {words} × {_years(time)} = {money(grown)}", grown, (art(LAW, 25),))]
    if paid:
        lines.append(Line("已付利息", f"减去 {money(paid)}", -paid))
    return Answer(max(grown - paid, Fraction(0)), tuple(lines), (art(LAW, 25),))


def _time(given: Given) -> Fraction:
    if not given.has("days", "years", "months", "from") and given.has(*_CONTRACT):
        return Fraction((given.day("to", "repaid", "end") - given.day(*_CONTRACT)).days) / given.base()
    return given.time(starts=("from", "start", *_CONTRACT), ends=("to", "end", "repaid"))


def _years(time: Fraction) -> str:
    days = time * 365
    return (
        f"{figure(time)} 年"
        if time.denominator <= 12
        else f"{figure(days)} 日 ÷ 365"
        if days.denominator == 1
        else "期间"
    )


def deducted(given: Given) -> Answer:
    """砍头息: what was handed over is the principal; the answer is what is to be paid back in all (规定26)."""
    base = principal(given)
    rate, words = _held(given, given.rate(*_RATE, default=0))
    grown = simple(base, rate, _time(given))
    lines = (
        Line("本金", f"按实际拿到的 {money(base)}", base, (art("民法典", 670), art(LAW, 26))),
        Line("利息", f"{money(base)} × {words} = {money(grown)}", grown, (art(LAW, 25),)),
    )
    return Answer(base + grown, lines, (art(LAW, 26),))


def no_interest(given: Given) -> Answer:
    """Nothing agreed, or unclear between people: no interest for the term (规定24; 民法典680)."""
    base = principal(given)
    line = Line("借期内利息", f"没有约定利息，或者自然人之间约定不明：{money(base)} 不计利息", Fraction(0))
    return Answer(Fraction(0), (line,), (art(LAW, 24), art("民法典", 680)))


def straddling(given: Given) -> Answer:
    """A contract of before 20 August 2020: the old limit up to the day before, four times the LPR of the day of suing
    from then on (规定31)."""
    base, agreed = principal(given), given.rate(*_RATE)
    begun = given.day(*_CONTRACT, "from", "start")
    if begun >= NEW_CAP:
        raise GivenError("contract", "2020年8月20日以后成立的合同，只按合同成立时利率的四倍为上限。")
    sued = given.day("sued", "sued_on", default=given.book.today)
    end = given.day("to", "end", "repaid", default=sued)
    if end < begun:
        raise GivenError("to", "算到的日期不能早于借款日期。")
    year = given.base()
    old = given.setting("old_cap_sued", "old_cap", on=date(2020, 8, 19), rate=True)
    stop = min(end, NEW_CAP)
    rate = min(agreed, old)
    first = simple(base, rate, Fraction((stop - begun).days) / year)
    lines = [
        Line(
            "到2020年8月19日",
            f"{money(base)} × {figure(rate)}% × {(stop - begun).days} 日 ÷ {figure(year)} = {money(first)}",
            first,
        )
    ]
    second = Fraction(0)
    if end > NEW_CAP:
        most = 4 * given.setting("lpr_1y", "lpr_at_suit", "lpr", on=sued, rate=True)
        rate, days = min(agreed, most), (end - NEW_CAP).days
        second = simple(base, rate, Fraction(days) / year)
        how = f"{money(base)} × {figure(rate)}%（上限 {figure(most)}%）× {days} 日 ÷ {figure(year)} = {money(second)}"
        lines.append(Line("2020年8月20日起", how, second))
    return Answer(first + second, tuple(lines), (art(LAW, 31),))


def old_limits(given: Given) -> Answer:
    """The limits of before 20 August 2020: up to 24 % is awarded, between 24 and 36 % stays where it was paid, what
    was paid above 36 % comes back."""
    base, agreed, time = principal(given), given.rate(*_RATE), _time(given)
    day = given.day(*_CONTRACT, default=date(2020, 8, 19))
    sued = min(agreed, given.setting("old_cap_sued", "old_cap", on=min(day, date(2020, 8, 19)), rate=True))
    most = given.setting("old_cap_paid", "old_cap_paid", on=min(day, date(2020, 8, 19)), rate=True)
    awarded, kept = simple(base, sued, time), simple(base, most, time)
    paid = given.number("paid", "interest_paid", "paid_interest", default=0)
    back = max(paid - kept, Fraction(0))
    lines = (
        Line("可以支持的利息", f"{money(base)} × {figure(sued)}% = {money(awarded)}", awarded),
        Line("已付的不再退的上限", f"{money(base)} × {figure(most)}% = {money(kept)}", None),
        Line("已经付的", money(paid), None),
    )
    if back:
        return Answer(
            back, (*lines, Line("应当退回", f"{money(paid)} − {money(kept)} = {money(back)}", back)), (art(LAW, 31),)
        )
    return Answer(max(awarded - paid, Fraction(0)), lines, (art(LAW, 31),))


def overdue(given: Given) -> Answer:
    """Overdue: as agreed within the cap; else the term's rate; else the LPR of that time (规定28). With a penalty and
    fees together not above the cap (规定29)."""
    base, time = principal(given), _overdue_time(given)
    if given.has("overdue_rate", "overdue") or given.has("penalty", "fees"):
        asked = simple(base, given.rate("overdue_rate", "overdue", default=0), time)
        asked += given.number("penalty", default=0) + given.number("fees", default=0)
        if given.has("penalty_rate"):
            asked += simple(base, given.rate("penalty_rate"), time)
        most = cap(given)
        value = asked if most is None else min(asked, simple(base, most, time))
        how = f"约定的逾期利息、违约金和费用合计 {money(asked)}，支持 {money(value)}"
        return Answer(value, (Line("逾期", how, value),), (art(LAW, 28, 1), art(LAW, 29)))
    if given.has("term_rate", "rate", "agreed"):
        rate, words = _held(given, given.rate("term_rate", "rate", "agreed"))
        value = simple(base, rate, time)
        return Answer(
            value, (Line("逾期利息", f"{money(base)} × 借期内{words} = {money(value)}", value),), (art(LAW, 28, 2, 2),)
        )
    if given.has("days", "years", "months") or given.has(*_LPR):
        rate = given.setting(
            "lpr_1y", *_LPR, on=given.day("due", "overdue_from", "from", default=given.on()), rate=True
        )
    else:
        rate = given.setting("lpr_1y", on=given.day("from", "due"))
    value = simple(base, rate, time)
    how = f"{money(base)} × 一年期贷款市场报价利率 {figure(rate)}% = {money(value)}"
    return Answer(value, (Line("逾期利息", how, value),), (art(LAW, 28, 2, 1),))


def _overdue_time(given: Given) -> Fraction:
    return given.time(starts=("from", "due", "overdue_from"), ends=("to", "end", "repaid"))


def rollover(given: Given) -> Answer:
    """Old interest that became principal: all together not above the first principal and its interest at the cap for
    the whole time (规定27). The answer is what is supported."""
    base, rate, years = principal(given), given.rate(*_RATE), given.number("years")
    at = given.number("rolled_after_year", "rolled_after", default=1)
    if at > years:
        raise GivenError("rolled_after_year", "滚入本金的时间不能晚于借款结束。")
    most = cap(given)
    if most is None:
        given.raw("lpr")
    most = most or Fraction(0)
    claimed = base * (1 + rate / 100 * at) * (1 + rate / 100 * (years - at))
    # What is above the cap never becomes principal.
    held = min(rate, most)
    rolled = base * (1 + held / 100 * at) * (1 + held / 100 * (years - at))
    ceiling = base + simple(base, most, years)
    value = min(claimed, rolled, ceiling)
    lines = (
        Line("按滚利算", f"本息 {money(claimed)}"),
        Line("上限", f"{money(base)} + {money(base)} × {figure(most)}% × {figure(years)} 年 = {money(ceiling)}"),
        Line("支持", money(value), value),
    )
    return Answer(value, lines, (art(LAW, 27),))


def in_order(given: Given) -> Answer:
    """One payment: costs, then interest, then principal (民法典561). The answer is the principal that is left."""
    base, grown = principal(given), given.number("interest", default=0)
    costs, paid = given.number("costs", default=0), given.number("paid")
    to_costs = min(paid, costs)
    to_interest = min(paid - to_costs, grown)
    to_principal = min(paid - to_costs - to_interest, base)
    over = paid - to_costs - to_interest - to_principal
    lines = [
        Line("先还费用", money(to_costs)),
        Line("再还利息", money(to_interest)),
        Line("再还本金", f"{money(to_principal)}，剩下 {money(base - to_principal)}", base - to_principal),
    ]
    if over:
        lines.append(Line("多付的", money(over)))
    return Answer(base - to_principal, tuple(lines), (art("民法典", 561),))


def chain(given: Given) -> Answer:
    """Several payments on the way: the interest is settled at each; the answer is what is owed in all at the end."""
    base = principal(given)
    rate, words = _held(given, given.rate(*_RATE))
    start = given.day("from", "start", *_CONTRACT) if given.has("from", "start", *_CONTRACT) else None
    if given.has(*_CONTRACT) and given.day(*_CONTRACT) < NEW_CAP and given.rate(*_RATE) > rate:
        raise GivenError("contract", "2020年8月20日以前借的，利率高的要分两段算，请到法院窗口算。")
    if given.has("to") and start:
        end = Fraction((given.day("to") - start).days)
    else:
        end = given.number("settle_day", "days", "end_day")
    found = run(base, rate, payments(given, start), end, given.base(), given.number("costs", default=0))
    lines = [
        Line(_when(day, start), f"利息 {money(grown)}，还 {money(paid)}，本金剩 {money(left)}")
        for day, grown, paid, left in found.steps
    ]
    lines.append(
        Line("到最后一天还欠", f"本金 {money(found.principal)} + 利息 {money(found.interest)}（{words}）", found.total)
    )
    return Answer(found.total, tuple(lines), (art("民法典", 561), art(LAW, 25)))


def _when(day: Fraction, start: date | None) -> str:
    if start is None:
        return f"第 {figure(day)} 日"
    on = start + timedelta(days=int(day))
    return f"{on.year}年{on.month}月{on.day}日"


def several_debts(given: Given) -> Answer:
    """One payment on several debts: due first, unsecured first, heavier first, older first, then by their parts
    (民法典560). The answer is what is left in all."""
    today, paid = given.on(), given.number("paid")
    rows = []
    for place, row in enumerate(given.rows("debts"), 1):
        if not isinstance(row, dict):
            raise GivenError("debts", "每笔债要有金额。")
        each = Given(row, given.book)
        due = each.day("due") if each.has("due") and not isinstance(row["due"], bool) else None
        is_due = each.flag("due", "is_due", default=True) if due is None else due <= today
        order = (
            not is_due, each.flag("secured"), -each.rate("rate", default=0),
            each.day("created", "date", default=due or today),
        )  # fmt: skip
        rows.append((order, place, each.number("amount", "principal")))
    left, lines = paid, []
    for order in sorted({order for order, _, _ in rows}):
        group = [(place, amount) for found, place, amount in rows if found == order]
        whole = sum((amount for _, amount in group), Fraction(0))
        used = min(left, whole)
        for place, amount in group:
            part = used * amount / whole if whole else Fraction(0)
            lines.append(
                Line(f"第 {place} 笔", f"{money(amount)}，抵 {money(part)}，剩 {money(amount - part)}", amount - part)
            )
        left -= used
    return Answer(sum((line.amount or Fraction(0) for line in lines), Fraction(0)), tuple(lines), (art("民法典", 560),))


def bank(given: Given) -> Answer:
    """A licensed lender: as agreed, without the cap of private lending (规定1); LPR and points, or a rate; the penalty
    beside it."""
    base, time = principal(given), _time(given)
    if given.has("points", "lpr_points"):
        rate = (
            given.setting("lpr_1y", *_LPR, on=given.day(*_CONTRACT, default=given.on()), rate=True)
            + given.number("points", "lpr_points") / 100
        )
    else:
        rate = given.rate(*_RATE)
    more = given.rate("penalty_rate", "overdue_rate", default=0)
    value = simple(base, rate + more, time)
    how = f"{money(base)} × 年利率 {figure(rate + more)}% × {_years(time)} = {money(value)}"
    remark = ("银行等金融机构的借款不适用民间借贷的利率上限",)
    return Answer(value, (Line("利息", how, value),), (art(LAW, 1), art("民法典", 676)), remarks=remark)


def lpr_interest(given: Given) -> Answer:
    """Interest by the LPR as it changes from a day to another, or a multiple of it: each stretch by its own figure."""
    base, (start, end) = principal(given), given.span("from", "start", ends=("to", "end"))
    times, year = given.number("multiple", "times", default=1), given.base()
    more = 1 + given.number("plus", default=0)
    lines, value = [], Fraction(0)
    for first, stop, row in given.book.between("lpr_1y", start, end):
        if row not in given.used:
            given.used.append(row)
        rate, days = row.value * times * more, (stop - first).days
        grown = simple(base, rate, Fraction(days) / year)
        value += grown
        how = f"{money(base)} × {figure(rate)}% × {days} 日 ÷ {figure(year)} = {money(grown)}"
        lines.append(Line(f"{first.year}年{first.month}月{first.day}日起", how, grown))
    return Answer(value, tuple(lines), (art(LAW, 25),))
