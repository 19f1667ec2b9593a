"""Consumers: fraud, known defects, unsafe food, prepaid cards (消法55; 食安法148; 预付消费解释14-19, 22)."""

from __future__ import annotations

from fractions import Fraction

from common.law.articles import art
from mediation.damages.rules.given import Given
from mediation.damages.rules.interest import simple
from mediation.damages.rules.shapes import Answer, GivenError, Line, figure, money

_LEAST_FRAUD = Fraction(500)
_LEAST_FOOD = Fraction(1000)


def fraud(given: Given) -> Answer:
    """退一赔三: the price back and three times of it, at least 500 (消法55(1))."""
    price = given.number("price", "amount", "paid")
    more = max(3 * price, _LEAST_FRAUD)
    lines = [
        Line("退价款", money(price), price),
        Line("增加赔偿", f"{money(price)} × 3，不足 500 元的按 500 元：{money(more)}", more),
    ]
    value = price + more
    if given.has("loss"):
        loss = given.number("loss")
        lines.append(Line("其他损失", money(loss), loss))
        value += loss
    return Answer(value, tuple(lines), (art("消法", 55, 1),))


def known_defect(given: Given) -> Answer:
    """A defect the seller knew, with death or serious harm: the losses and at most twice of them (消法55(2))."""
    loss, times = given.number("loss", "losses"), given.number("multiple", "times", default=2)
    if times > 2:
        raise GivenError("multiple", "惩罚性赔偿不超过损失的二倍。")
    value = loss * (1 + times)
    lines = (Line("损失", money(loss), loss), Line("惩罚性赔偿", f"{money(loss)} × {figure(times)}", loss * times))
    return Answer(value, lines, (art("消法", 55, 2),), remarks=("二倍是上限，法官在上限以内定",))


def food(given: Given) -> Answer:
    """退一赔十: losses and ten times the price or three times the loss, at least 1,000 (食安法148(2)); not for a
    harmless flaw of the label."""
    price, loss = given.number("price", "amount", "paid"), given.number("loss", "losses", default=0)
    if given.flag("label_only", "label_flaw"):
        return Answer(
            Fraction(0),
            (Line("标签瑕疵", "不影响安全、不会误导的，没有惩罚性赔偿", Fraction(0)),),
            (art("食安法", 148, 2),),
        )
    refund = Fraction(0) if given.has("loss", "losses") and not given.flag("refund") else price
    more = max(10 * price, 3 * loss, _LEAST_FOOD)
    lines = [Line("增加赔偿", f"价款 {money(price)} × 10，损失 {money(loss)} × 3，最少 1,000 元：{money(more)}", more)]
    if loss:
        lines.insert(0, Line("损失", money(loss), loss))
    if refund:
        lines.insert(0, Line("退价款", money(refund), refund, (art("食药解释", 1),)))
    return Answer(refund + loss + more, tuple(lines), (art("食安法", 148, 2),))


def knowing_buyer(given: Given) -> Answer:
    """Bought knowingly: the price back; ten times only within what a household needs (食药解释12-14)."""
    if given.has("qty", "quantity", "bought"):
        each, count = given.number("price", "unit_price"), given.number("qty", "quantity", "bought")
        price = each * count
        within = each * min(given.number("reasonable_qty", "reasonable"), count)
    else:
        price = given.number("price", "total_price", "total", "paid")
        within = min(given.number("reasonable", "reasonable_price", "reasonable_part", "reasonable_amount"), price)
    more = max(10 * within, _LEAST_FOOD) if within else Fraction(0)
    lines = (
        Line("退价款", money(price), price, (art("食药解释", 1),)),
        Line(
            "增加赔偿",
            f"合理生活消费需要 {money(within)} × 10，最少 1,000 元：{money(more)}",
            more,
            (art("食药解释", 12),),
        ),
    )
    return Answer(price + more, lines, (art("食药解释", 12), art("食安法", 148, 2)))


_PAID = ("paid", "price", "amount", "prepaid")
_FACE = ("face", "value", "card_value", "credited", "balance_total")


def prepaid(given: Given) -> Answer:
    """A prepaid card that ends: the merchant's fault, what was used at the paid ratio; the consumer's own reason, at
    the full price; a card without limit, by time (预付消费解释14-19). Interest from a day, if asked (22)."""
    paid = given.number(*_PAID)
    own = bool({"consumer", "own", "customer"} & given.situation)
    fault = given.choice(
        "fault", "reason", "by", allowed=("merchant", "consumer", "customer"), default="consumer" if own else "merchant"
    )
    if {"withdrawal", "seven", "7day", "7days", "cooling"} & given.situation or given.flag("seven_days"):
        lines = [Line("刚付款就不要了", f"还没有用，全部退 {money(paid)}", paid)]
        used = Fraction(0)
    elif (
        given.has("total_days", "days_total", "term_days", "total_months", "months_total")
        or "unlimited" in given.situation
        or "time" in given.situation
    ):
        whole = given.number("total_days", "days_total", "term_days", "total_months", "months_total", "total")
        gone = given.number("days_used", "used_days", "elapsed", "months_used", "used_months", "used")
        if not whole or gone > whole:
            raise GivenError("days_used", "用掉的时间不能比总时间长。")
        used = paid * gone / whole
        lines = [Line("按时间", f"{money(paid)} × {figure(gone)} ÷ {figure(whole)} = {money(used)}")]
    else:
        used, lines = _used(given, paid, consumer=fault != "merchant")
    back = max(paid - used, Fraction(0))
    lines.append(Line("应退", f"{money(paid)} − {money(used)} = {money(back)}", back))
    value = back
    if given.has("days", "from"):
        merchant = fault == "merchant"
        names = ("rate", "lpr") if merchant else ("rate", "deposit_rate")
        rate = given.setting("lpr_1y", *names, rate=True) if merchant else given.rate(*names)
        grown = simple(back, rate, given.time())
        lines.append(Line("利息", f"{money(back)} × {figure(rate)}% = {money(grown)}", grown))
        value += grown
    # The text is not held here: the whole of it is cited, and staff read which articles it should be.
    doubts = ("预付式消费解释没有收录全文，引到哪一条待核对",)
    return Answer(value, tuple(lines), (art("预付消费解释"),), doubts=doubts)


def _used(given: Given, paid: Fraction, *, consumer: bool) -> tuple[Fraction, list[Line]]:
    """The worth of what was used, in money of a card, or in visits."""
    if given.has("total_times", "times", "total", "sessions", "count"):
        whole = given.number("total_times", "times", "total", "sessions", "count")
        gone = given.number("used_times", "times_used", "used", "sessions_used", "quantity_used")
        if not whole or gone > whole:
            raise GivenError("used", "用掉的次数不能比总次数多。")
        prices = ("full_price", "full_unit", "unit_price", "unit_full", "single_price", "list_price", "original_price")
        if consumer and given.has(*prices):
            worth = given.number(*prices) * gone
            return worth, [Line("按原价", f"{money(given.number(*prices))} × {figure(gone)} 次 = {money(worth)}")]
        worth = paid * gone / whole
        return worth, [Line("按付款折算", f"{money(paid)} × {figure(gone)} ÷ {figure(whole)} 次 = {money(worth)}")]
    gone = given.number("used", "used_value", "consumed")
    face = given.number(*_FACE, default=paid)
    ratio = given.share("discount", "ratio", default=paid / face if face else 1)
    if consumer:
        # Without the discount: what was used counts at the full price.
        full = gone if not given.flag("used_is_discounted") else gone / ratio
        return full, [Line("按原价", f"用掉 {money(full)}")]
    worth = gone * ratio
    return worth, [Line("按付款折算", f"{money(gone)} × {money(paid)} ÷ {money(face)} = {money(worth)}")]
