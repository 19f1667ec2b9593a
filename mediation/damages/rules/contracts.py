"""Sale, contract sums, property fees and securities (民法典584-588, 944; 买卖解释18; 合同解释60, 64-67)."""

from __future__ import annotations

from fractions import Fraction

from common.law.articles import art
from mediation.damages.rules.given import Given
from mediation.damages.rules.interest import simple
from mediation.damages.rules.shapes import Answer, GivenError, Line, figure, money, percent

_CEILING = Fraction(13, 10)
_EARNEST = Fraction(1, 5)


def property_fee(given: Given) -> Answer:
    """物业费: area × price × months, less what was paid (民法典944)."""
    area, price = given.number("area"), given.number("price", "unit_price", "price_month")
    months = given.number("quarters") * 3 if given.has("quarters") else given.number("months", default=1)
    paid = given.number("paid", default=0)
    value = max(area * price * months - paid, Fraction(0))
    how = f"{figure(area)} 平方米 × {money(price)} × {figure(months)} 个月" + (f" − 已付 {money(paid)}" if paid else "")
    return Answer(value, (Line("物业费", f"{how} = {money(value)}", value),), (art("民法典", 944),))


def late_fee(given: Given) -> Answer:
    """违约金 of instalments, each from its own day (民法典944, 585)."""
    dues = given.rows("due", "dues") if isinstance(given.raw("due", "dues")[1], list) else [given.raw("due", "dues")[1]]
    amounts = given.numbers("quarter", "amount", "instalment", "monthly", "amounts", "instalments")
    if len(amounts) not in (1, len(dues)):
        raise GivenError("due", "每一期要有一个应付日期。")
    amounts = amounts * len(dues) if len(amounts) == 1 else amounts
    end, lines, value = given.day("to", "end"), [], Fraction(0)
    for amount, raw in zip(amounts, dues, strict=True):
        due = given.as_day("due", raw)
        days = max((end - due).days, 0)
        if given.has("rate_day", "daily_rate"):
            rate = given.rate("rate_day", "daily_rate")
            grown, words = amount * rate / 100 * days, f"每日 {figure(rate)}%"
        else:
            rate, base = given.setting("lpr_1y", "rate", "lpr", on=due, rate=True), given.base()
            grown, words = simple(amount, rate, Fraction(days) / base), f"{figure(rate)}% ÷ {figure(base)}"
        value += grown
        how = f"{money(amount)} × {words} × {days} 日 = {money(grown)}"
        lines.append(Line(f"{due.year}年{due.month}月{due.day}日应付的", how, grown))
    return Answer(value, tuple(lines), (art("民法典", 944), art("民法典", 585)))


def fee_refund(given: Given) -> Answer:
    """Over-charged, or paid ahead for a service that ended: comes back (物业解释2, 3)."""
    if given.has("charged", "paid_charged"):
        value = max(given.number("charged") - given.number("standard"), Fraction(0))
        how = f"{money(given.number('charged'))} − {money(given.number('standard'))} = {money(value)}"
        return Answer(value, (Line("多收的退回", how, value),), (art("物业解释", 2),))
    paid, months, left = (
        given.number("prepaid", "paid"),
        given.number("months"),
        given.number("months_left", "unused_months"),
    )
    if not months or left > months:
        raise GivenError("months", "请核对预付的月数和没有服务的月数。")
    value = paid * left / months
    how = f"{money(paid)} × {figure(left)} ÷ {figure(months)} 个月 = {money(value)}"
    return Answer(value, (Line("预付的退回", how, value),), (art("物业解释", 3),))


def late_price(given: Given) -> Answer:
    """Late price without a clause: the LPR of the day of breach and 30 to 50 % on it (买卖解释18(4))."""
    price = given.number("price", "principal", "amount", "unpaid")
    rate = given.setting("lpr_1y", "lpr", on=given.day("breach", "due", "from", default=given.on()), rate=True)
    low, high = Fraction(30, 100), Fraction(50, 100)
    plus = given.number("plus", "markup", "mark_up", "add", "surcharge", "uplift", default=low)
    plus = plus / 100 if plus > 1 else plus
    if not low <= plus <= high:
        raise GivenError("plus", "加计的比例在 30% 到 50% 之间。")
    time = given.time(starts=("from", "breach", "due"), ends=("to", "end", "paid_on"))
    value = simple(price, rate * (1 + plus), time)
    how = f"{money(price)} × {figure(rate)}% ×（1 + {percent(plus)}）× {figure(time * 365)} 日 ÷ 365 = {money(value)}"
    return Answer(
        value,
        (Line("逾期付款损失", how, value),),
        (art("买卖解释", 18, 4),),
        remarks=("加计 30% 到 50%，法官在这中间定",),
    )


def liquidated(given: Given) -> Answer:
    """违约金 against 130 % of the loss: a reference, not a rule that works by itself (民法典585; 合同解释65)."""
    agreed, loss = given.number("agreed", "penalty"), given.number("loss")
    ceiling = loss * _CEILING
    value = min(agreed, ceiling)
    lines = (
        Line("参考上限", f"损失 {money(loss)} × 130% = {money(ceiling)}"),
        Line("约定的", f"{money(agreed)}，参考数 {money(value)}", value),
    )
    remark = ("法官看全案定；恶意违约的，一般不减",)
    return Answer(value, lines, (art("民法典", 585), art("合同解释", 64), art("合同解释", 65)), remarks=remark)


def earnest(given: Given) -> Answer:
    """定金: at most a fifth of the price; who took it and broke the contract returns it twice (民法典586, 587)."""
    price, paid = given.number("price", "total"), given.number("deposit", "earnest", "paid")
    real = min(paid, price * _EARNEST)
    over = paid - real
    giver = bool({"giver", "forfeit", "forfeited", "payer"} & given.situation)
    giver = given.choice(
        "breaker",
        "breach_by",
        "who",
        allowed=("giver", "receiver", "buyer", "seller", "payer"),
        default="giver" if giver else "receiver",
    ) in ("giver", "buyer", "payer")
    first = Line("有效的定金", f"{money(paid)}，不超过 {money(price)} 的 20%：{money(real)}")
    rest = (Line("超过的部分", f"不算定金，退回 {money(over)}", over),) if over else ()
    articles = (art("民法典", 586), art("民法典", 587))
    if giver:
        return Answer(over, (first, Line("给定金的一方违约", "定金不退", Fraction(0)), *rest), articles)
    double = Line("双倍返还", f"{money(real)} × 2 = {money(real * 2)}", real * 2)
    return Answer(real * 2 + over, (first, double, *rest), articles, remarks=("定金和违约金只能选一样",))


def instalment_fifth(given: Given) -> Answer:
    """From what unpaid sum the seller may ask everything, or rescind, after demand: a fifth (民法典634)."""
    price = given.number("price", "total")
    value = price * _EARNEST
    lines = [Line("五分之一", f"{money(price)} ÷ 5 = {money(value)}", value)]
    if given.has("unpaid"):
        unpaid = given.number("unpaid")
        lines.append(Line("到期没付", f"{money(unpaid)}，{'已经' if unpaid >= value else '还没有'}达到五分之一"))
    return Answer(value, tuple(lines), (art("民法典", 634),))


def replacement(given: Given) -> Answer:
    """The price of a replacement deal, or of the market, against the contract's (合同解释60)."""
    agreed = given.number("contract_price", "price", "agreed")
    other = given.number("replacement_price", "market_price", "replacement")
    seller = (
        bool({"seller", "resale"} & given.situation)
        or given.choice("who", "side", allowed=("buyer", "seller"), default="buyer") == "seller"
    )
    count = given.number("quantity", "qty", default=1)
    value = max((agreed - other if seller else other - agreed) * count, Fraction(0))
    how = (
        f"{money(agreed)} 与 {money(other)} 的差价"
        + (f" × {figure(count)}" if count != 1 else "")
        + f" = {money(value)}"
    )
    return Answer(value, (Line("差价", how, value),), (art("民法典", 584), art("合同解释", 60)))


def securities(given: Given) -> Answer:
    """虚假陈述: what was sold before the base day by its price, what was kept by the base price; the commission and
    stamp tax on it (虚假陈述规定25-28)."""
    buy, count = given.number("avg_buy", "buy"), given.number("qty", "quantity")
    sold = given.number("sold", default=0)
    if sold > count:
        raise GivenError("sold", "卖出的比买入的多，请核对。")
    lines, value = [], Fraction(0)
    pieces = [("卖出的", sold, ("avg_sell", "sell")), ("还持有的", count - sold, ("base_price", "base"))]
    for words, number, names in pieces:
        if number:
            price = given.number(*names)
            gap = max(buy - price, Fraction(0)) * number
            value += gap
            lines.append(
                Line(
                    words,
                    f"（{money(buy)} − {money(price)}）× {figure(number)} 股 = {money(gap)}",
                    gap,
                    (art("虚假陈述规定", 27),),
                )
            )
    gap = value
    costs = {"佣金": ("commission_rate", "commission"), "印花税": ("stamp_rate", "stamp_tax_rate", "stamp_tax")}
    for words, keys in costs.items():
        if given.has(*keys):
            part = given.share(*keys)
            value += gap * part
            how = f"{money(gap)} × {percent(part)} = {money(gap * part)}"
            lines.append(Line(words, how, gap * part, (art("虚假陈述规定", 25),)))
    return Answer(value, tuple(lines), (art("虚假陈述规定", 27),))
