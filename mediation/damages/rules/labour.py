"""Labour: double wages, overtime, leave, severance, notice, arrears, non-compete (劳动合同法; 劳动法44)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from common.law.articles import Article, art
from common.law.calendar import BUILT_IN, add_months
from mediation.damages.rules.given import Given
from mediation.damages.rules.shapes import Answer, GivenError, Line, figure, money, percent

_DAY = timedelta(days=1)
_MOST_DOUBLE = 11
_MOST_CAPPED = 12
_LEAVE = ((20, 15), (10, 10), (1, 5))  # 年休假条例3: years of work in total -> days


def _months(first: date, after: date) -> tuple[int, date]:
    """Whole months from a day to the day after the last, and the day from which the part of a month begins."""
    count, day = 0, first
    while add_months(first, count + 1) <= after:
        count += 1
        day = add_months(first, count)
    return count, day


def double_wage(given: Given) -> Answer:
    """未签合同二倍工资, the second half of it: from the day after the first month to the day before signing, at most
    eleven months (劳动合同法82; 实施条例6, 7); what is no whole month by working days (劳动争议解释二6)."""
    wage = given.number("month_wage", "wage", "monthly")
    if given.has("months"):
        return _doubled(wage, min(given.number("months"), Fraction(_MOST_DOUBLE)), Fraction(0), Fraction(0))
    start = given.day("start", "hired", "entry")
    if given.has("signed", "signed_on"):
        after = given.day("signed", "signed_on")
    else:
        after = given.day("end", "left", "to", default=given.book.today) + _DAY
    if after < start:
        raise GivenError("end", "结束的日期不能早于入职的日期。")
    first, last = add_months(start, 1), add_months(start, 12)
    stop = min(after, last)
    count = 0
    while count < _MOST_DOUBLE and add_months(start, count + 2) <= stop:
        count += 1
    part_from = add_months(start, count + 1)
    days = Fraction(0)
    if first <= part_from < stop and count < _MOST_DOUBLE:
        if given.has("work_days", "working_days", "part_days", "extra_days"):
            days = given.number("work_days", "working_days", "part_days", "extra_days")
        else:
            span = (part_from + _DAY * place for place in range((stop - part_from).days))
            days = Fraction(sum(BUILT_IN.is_working_day(day) for day in span))
    per_month = given.setting("paid_days_month", "paid_days", on=after) if days else Fraction(1)
    return _doubled(wage, Fraction(count), days, per_month)


def _doubled(wage: Fraction, months: Fraction, days: Fraction, per_month: Fraction) -> Answer:
    whole = wage * months
    lines = [Line("整月", f"{money(wage)} × {figure(months)} 个月 = {money(whole)}", whole)]
    if days:
        part = min(wage / per_month * days, wage)
        how = f"{money(wage)} ÷ {figure(per_month)} × {figure(days)} 个工作日 = {money(part)}"
        lines.append(Line("不足整月的部分", how, part, (art("劳动争议解释二", 6),)))
    articles = (art("劳动合同法", 82), art("劳动合同条例", 6), art("劳动合同条例", 7))
    value = sum((line.amount or Fraction(0) for line in lines), Fraction(0))
    return Answer(value, tuple(lines), articles, remarks=(f"最多 {_MOST_DOUBLE} 个月；已经发的那一份工资不在里面",))


_OVERTIME: tuple[tuple[str, Fraction, tuple[str, ...]], ...] = (
    (
        "工作日加班",
        Fraction(3, 2),
        ("hours_workday", "workday_hours", "hours_150", "h150", "weekday_hours", "weekday", "workday"),
    ),
    (
        "休息日加班",
        Fraction(2),
        (
            "hours_rest",
            "restday_hours",
            "rest_hours",
            "hours_200",
            "h200",
            "rest_day_hours",
            "weekend_hours",
            "weekend",
            "rest",
        ),
    ),
    ("法定节假日加班", Fraction(3), ("hours_holiday", "holiday_hours", "hours_300", "h300", "holiday")),
)
_OVERTIME_DAYS: tuple[tuple[str, ...], ...] = (
    ("rest_days", "days_rest", "days_200", "weekend_days"),
    ("holiday_days", "days_holiday", "days_300", "holidays"),
)
_MULTIPLES = {"workday": Fraction(3, 2), "weekday": Fraction(3, 2), "rest": Fraction(2), "restday": Fraction(2),
              "weekend": Fraction(2), "holiday": Fraction(3)}  # fmt: skip


def overtime(given: Given) -> Answer:
    """加班费: month ÷ 21.75 ÷ 8 × 150 %, 200 % (a rest day without time off), 300 % (a public holiday) (劳动法44)."""
    wage = given.number("month_wage", "wage", "monthly")
    per_month = given.setting("paid_days_month", "paid_days")
    hourly = wage / per_month / 8
    found: list[tuple[str, Fraction, Fraction]] = []
    for words, multiple, names in _OVERTIME:
        if given.has(*names):
            found.append((words, multiple, given.number(*names)))
    for (words, multiple, _), names in zip(_OVERTIME[1:], _OVERTIME_DAYS, strict=True):
        if given.has(*names):
            found.append((words, multiple, given.number(*names) * 8))
    if not found:
        hours = given.number("hours") if given.has("hours") else given.number("days") * 8
        found.append(("加班", _multiple(given), hours))
    lines = tuple(
        Line(
            words,
            f"{money(wage)} ÷ {figure(per_month)} ÷ 8 × {figure(hours)} 小时 × {percent(multiple)}",
            hourly * hours * multiple,
        )
        for words, multiple, hours in found
    )
    total = sum((line.amount or Fraction(0) for line in lines), Fraction(0))
    return Answer(total, lines, (art("劳动法", 44), art("劳动争议解释", 42)))


def _multiple(given: Given) -> Fraction:
    for word in given.situation:
        if word in _MULTIPLES:
            return _MULTIPLES[word]
        if word in ("150", "200", "300"):
            return Fraction(int(word), 100)
    name, value = given.raw("multiple", "rate", "kind", "day_kind", "type")
    if isinstance(value, str) and value.strip().lower() in _MULTIPLES:
        return _MULTIPLES[value.strip().lower()]
    found = given.exact(name, value)
    return found / 100 if found > 10 else found


def leave_days(given: Given) -> Answer:
    """How many days of leave a year of work gives by the years of work in total (年休假条例3): 5, 10, 15."""
    worked = given.number("total_years", "years", "worked_years")
    days = next((days for least, days in _LEAVE if worked >= least), 0)
    how = f"累计工作 {figure(worked)} 年，每年 {days} 日"
    return Answer(Fraction(days), (Line("应休", how),), (art("年休假条例", 3),))


def annual_leave(given: Given) -> Answer:
    """未休年休假工资 beyond the normal pay: month ÷ 21.75 × days × 200 % (年休假条例5; 实施办法10, 11); in the year of
    leaving by the days that have gone, whole days only (实施办法12)."""
    wage = given.number("month_wage", "wage", "avg12", "monthly")
    if given.has("entitled", "entitlement"):
        entitled = given.number("entitled", "entitlement")
    elif given.has("total_years", "worked_years"):
        entitled = leave_days(given).value
    else:
        entitled = given.number("days", "unused", "days_unused", "unused_days")
    taken = given.number("taken", default=0)
    articles: tuple[Article, ...] = (art("年休假条例", 5), art("年休假办法", 10), art("年休假办法", 11))
    if given.has("days_elapsed", "elapsed"):
        elapsed = given.number("days_elapsed", "elapsed", most=366)
        # 折算后不足1整天的部分 is not paid; what was taken too much is not asked back.
        days = Fraction(max((elapsed / 365 * entitled - taken).__floor__(), 0))
        how = f"{figure(elapsed)} ÷ 365 × {figure(entitled)} − {figure(taken)}，取整 {figure(days)} 日"
        articles = (*articles, art("年休假办法", 12))
    else:
        days = max(entitled - taken, Fraction(0))
        how = f"{figure(entitled)} − {figure(taken)} = {figure(days)} 日" if taken else f"{figure(days)} 日"
    per_month = given.setting("paid_days_month", "paid_days")
    value = wage / per_month * days * 2
    lines = (
        Line("没有休的天数", how),
        Line("另付 200%", f"{money(wage)} ÷ {figure(per_month)} × {figure(days)} 日 × 200% = {money(value)}", value),
    )
    return Answer(value, lines, articles, remarks=("300% 里的 100% 是正常工资，已经发过的不再算",))


@dataclass(frozen=True, slots=True)
class Served:
    """How long somebody worked, as severance counts it: a year is one, half a year or more one, less a half."""

    count: Fraction
    words: str


def _served(given: Given) -> Served:
    if given.has("n"):
        count = given.number("n")
        return Served(count, f"{figure(count)} 个月")
    if given.has("years", "months") and not given.has("start"):
        months = given.number("years", default=0) * 12 + given.number("months", default=0)
        years, left = months // 12, months % 12
        count = years + (Fraction(1) if left >= 6 else Fraction(1, 2) if left else Fraction(0))
        return Served(count, f"工作 {figure(months)} 个月，算 {figure(count)} 个月")
    start, end = given.span("start", "hired", ends=("end", "left"))
    after = end + _DAY
    worked, day = _months(start, after)
    full, rest = divmod(worked, 12)
    count = full + (Fraction(1) if rest >= 6 else Fraction(1, 2) if rest or day < after else Fraction(0))
    return Served(count, f"工作 {full} 年 {rest} 个月{'多' if day < after else ''}，算 {figure(count)} 个月")


def _severance(given: Given, multiple: int) -> tuple[Fraction, list[Line]]:
    average = given.number("avg12", "month_wage", "avg", "avg_wage", "wage")
    served = _served(given)
    base, count, words = average, served.count, served.words
    lines = []
    if given.has("local_avg", "local_avg_wage") or "capped" in given.situation:
        local = given.setting("local_avg_wage_month", "local_avg", "local_avg_wage")
        if average > 3 * local:
            base, count = 3 * local, min(count, Fraction(_MOST_CAPPED))
            how = f"{money(average)} 高于 {money(local)} 的三倍，按 {money(base)}，最多 {_MOST_CAPPED} 个月"
            lines.append(Line("高工资的上限", how, None, (art("劳动合同法", 47, 2),)))
    least = given.number("min_wage", "minimum_wage", default=0)
    if base < least:
        base = least
        lines.append(Line("低于最低工资", f"按最低工资 {money(least)}", None, (art("劳动合同条例", 27),)))
    value = base * count * multiple
    how = (
        f"{money(base)} × {figure(count)}（{words}）"
        + (f" × {multiple}" if multiple > 1 else "")
        + f" = {money(value)}"
    )
    return value, [*lines, Line("经济补偿" if multiple == 1 else "赔偿金", how, value)]


def severance(given: Given) -> Answer:
    """经济补偿: months of service × average of twelve months (劳动合同法46, 47; 实施条例27)."""
    value, lines = _severance(given, 1)
    articles = (art("劳动合同法", 46), art("劳动合同法", 47))
    if "notice" in given.situation or given.has("last_month", "last_month_wage"):
        extra = _notice(given)
        return Answer(value + (extra.amount or 0), (*lines, extra), (*articles, art("劳动合同条例", 20)))
    return Answer(value, tuple(lines), articles)


def _notice(given: Given) -> Line:
    wage = given.number("last_month_wage", "last_month", "month_wage", "wage", "last_wage")
    how = f"上个月工资 {money(wage)}，不是离职前的平均"
    return Line("代通知金", how, wage, (art("劳动合同法", 40), art("劳动合同条例", 20)))


def notice_pay(given: Given) -> Answer:
    """代通知金: last month's wage, in the cases of article 40 (实施条例20); with the service given, on top of it."""
    if given.has("start", "years", "n") and given.has("avg12", "avg"):
        value, lines = _severance(given, 1)
        line = _notice(given)
        return Answer(value + (line.amount or 0), (*lines, line), (art("劳动合同法", 47),))
    line = _notice(given)
    return Answer(line.amount or Fraction(0), (line,), ())


def illegal_dismissal(given: Given) -> Answer:
    """违法解除赔偿金: twice the severance, in place of it, from the first day of work (劳动合同法48, 87; 条例25)."""
    value, lines = _severance(given, 2)
    articles = (art("劳动合同法", 48), art("劳动合同法", 87), art("劳动合同条例", 25))
    return Answer(value, tuple(lines), articles, remarks=("已经包括经济补偿，不另外再算",))


def arrears(given: Given) -> Answer:
    """加付赔偿金: 50 to 100 % of what is owed, after the labour authority ordered payment in vain (劳动合同法85)."""
    owed = given.number("owed", "arrears", "amount", "unpaid", "wages")
    if not given.flag("ordered", default=True):
        raise GivenError("ordered", "要先由劳动行政部门责令支付，逾期不付的才能加付。")
    ratio = given.share("ratio", "share", "rate", default=Fraction(1, 2))
    if ratio < Fraction(1, 2):
        raise GivenError("ratio", "加付的比例在 50% 到 100% 之间。")
    value = owed * ratio
    how = f"{money(owed)} × {percent(ratio)} = {money(value)}"
    return Answer(value, (Line("加付赔偿金", how, value),), (art("劳动合同法", 85), art("劳动争议解释", 1)))


def wages(given: Given) -> Answer:
    """拖欠工资: what was earned less what was paid (劳动法50)."""
    if given.has("owed", "amounts"):
        rows = given.numbers("owed", "amounts")
        value = sum(rows, Fraction(0))
        return Answer(value, (Line("拖欠工资", " + ".join(map(money, rows)), value),), (art("劳动法", 50),))
    wage, months = given.number("month_wage", "wage"), given.number("months")
    paid = given.number("paid", default=0)
    value = max(wage * months - paid, Fraction(0))
    how = f"{money(wage)} × {figure(months)} 个月 − 已发 {money(paid)} = {money(value)}"
    return Answer(value, (Line("拖欠工资", how, value),), (art("劳动法", 50),))


def non_compete(given: Given) -> Answer:
    """竞业限制补偿 where no sum was agreed: 30 % of the average wage a month, not under the minimum wage (解释一36)."""
    average, least = given.number("avg12", "month_wage", "avg"), given.number("min_wage", "minimum_wage", default=0)
    months = given.number("months", default=1)
    monthly = max(average * 3 / 10, least)
    value = monthly * months
    floor = f"，不低于最低工资 {money(least)}" if least else ""
    lines = (
        Line("每月", f"{money(average)} × 30%{floor}：{money(monthly)}"),
        Line("竞业限制补偿", f"{money(monthly)} × {figure(months)} 个月 = {money(value)}", value),
    )
    return Answer(value, lines, (art("劳动争议解释", 36),))


def final_award(given: Given) -> Answer:
    """Up to what sum an item of an award is final for the employer: twelve minimum wages (调解仲裁法47)."""
    least = given.number("min_wage", "minimum_wage")
    value = least * 12
    lines = [Line("终局的上限", f"{money(least)} × 12 = {money(value)}", value)]
    if given.has("items", "amount"):
        for place, each in enumerate(given.numbers("items", "amount"), 1):
            lines.append(Line(f"第 {place} 项", f"{money(each)}，{'终局' if each <= value else '不是终局'}"))
    return Answer(value, tuple(lines), (art("调解仲裁法", 47),))
