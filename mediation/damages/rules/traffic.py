"""Motor traffic: who pays in which order (民法典1213; 道交解释13, 16, 18, 19; 道交法76)."""

from __future__ import annotations

from fractions import Fraction

from common.law.articles import Article, art
from mediation.damages.rules.given import Given
from mediation.damages.rules.shapes import Answer, GivenError, Line, money, percent

ORDER = art("民法典", 1213)
_GROUPS = (
    ("死亡伤残", "death_disability", "death"),
    ("医疗费用", "medical", "medical"),
    ("财产损失", "property", "property"),
)
_NOBODYS_FAULT = Fraction(1, 10)


def ci(given: Given) -> Answer:
    """交强险: in each group the loss, or its limit where that is less; by the limits of the accident's day."""
    if "no" in given.situation or "free" in given.situation:
        fault = False
    else:
        fault = given.flag("fault", "at_fault", default=True)
    return _ci(given, fault=fault)


def ci_no_fault(given: Given) -> Answer:
    """The same for a vehicle without fault, by its lower limits (交强险条例23)."""
    return _ci(given, fault=False)


def _ci(given: Given, *, fault: bool) -> Answer:
    day = given.day("accident_date", "accident", "accident_on", "tort_date", default=given.on())
    lines, total = [], Fraction(0)
    articles: tuple[Article, ...] = (ORDER, art("交强险条例", 23))
    if "uninsured" in given.situation or given.flag("uninsured"):
        articles = (*articles, art("道交解释", 16))
    if not given.has(*(name for _, name, _ in _GROUPS), "mental"):
        given.raw("death_disability")
    for words, name, key in _GROUPS:
        loss = given.number(name, default=0)
        if key == "death":
            loss += given.number("mental", default=0)
        limit = given.setting(f"ci_{key}" if fault else f"ci_free_{key}", f"limit_{name}", on=day)
        paid = min(loss, limit)
        total += paid
        how = f"损失 {money(loss)}，限额 {money(limit)}，赔 {money(paid)}"
        lines.append(Line(f"交强险 {words}", how, paid, articles[:1]))
    return Answer(total, tuple(lines), articles)


def commercial(given: Given) -> Answer:
    """商业三者险: the rest × share of fault, not above the sum insured, less what the policy leaves out."""
    rest, share = given.number("rest"), given.share("fault_share", "share", default=1)
    out = given.number("exclusions", "excluded", "not_covered", default=0)
    own = given.share("deductible_rate", "deductible_share", default=0)
    asked = max(rest * share - out, Fraction(0)) * (1 - own) - given.number("deductible", default=0)
    paid = max(min(asked, given.number("tpl_limit", "insured", "limit")), Fraction(0))
    how = f"{money(rest)} × {percent(share)}，以保额为限 = {money(paid)}"
    return Answer(paid, (Line("商业三者险", how, paid, (ORDER,)),), (ORDER, art("道交法", 76)))


def tortfeasor(given: Given) -> Answer:
    """What the driver pays: the share of fault that the commercial policy leaves."""
    rest, share = given.number("rest"), given.share("fault_share", "share", default=1)
    paid = (
        commercial(given).value if given.has("tpl_limit", "insured", "limit") else given.number("tpl_paid", default=0)
    )
    value = max(rest * share - paid, Fraction(0))
    how = f"{money(rest)} × {percent(share)} − 商业三者险 {money(paid)} = {money(value)}"
    return Answer(value, (Line("侵权人", how, value, (ORDER,)),), (ORDER, art("道交法", 76)))


def victim(given: Given) -> Answer:
    """What the victim bears by its own fault (道交法76; 民法典1173)."""
    rest = given.number("rest", "total")
    share = (
        given.share("victim_share", "share") if given.has("victim_share", "share") else 1 - given.share("fault_share")
    )
    value = rest * share
    how = f"{money(rest)} × {percent(share)} = {money(value)}"
    return Answer(value, (Line("受害人自己承担", how, value),), (art("道交法", 76), art("民法典", 1173)))


def no_fault(given: Given) -> Answer:
    """A vehicle without fault towards somebody on foot or on a bicycle: at most a tenth (道交法76(1)(2))."""
    rest = given.number("rest", "total", "loss")
    share = given.share("share_max", "share", default=_NOBODYS_FAULT)
    if share > _NOBODYS_FAULT:
        raise GivenError("share_max", "机动车一方没有过错的，最多承担 10%。")
    value = rest * share
    how = f"{money(rest)} × {percent(share)} = {money(value)}"
    remark = ("这是上限，法官在上限以内定",)
    return Answer(value, (Line("机动车一方最多承担", how, value),), (art("道交法", 76, 1, 2),), remarks=remark)


def several_cars(given: Given) -> Answer:
    """Several cars: each insurer by its limit's part of all limits, or all of them where the loss is above (解释18)."""
    loss, limits = given.number("loss"), given.numbers("limits")
    whole = sum(limits, Fraction(0))
    if not whole:
        raise GivenError("limits", "请填写各车的交强险限额。")
    which = given.whole("insurer", default=1, least=1, most=len(limits))
    paid = [min(loss, whole) * limit / whole for limit in limits]
    lines = tuple(
        Line(f"第 {place} 辆车", f"{money(min(loss, whole))} × {money(limit)} ÷ {money(whole)} = {money(each)}", each)
        for place, (limit, each) in enumerate(zip(limits, paid, strict=True), 1)
    )
    return Answer(paid[which - 1], lines, (art("道交解释", 18),))


def several_victims(given: Given) -> Answer:
    """Several victims who sue together: the limit by the parts of their losses (解释19)."""
    losses = given.numbers("losses", "loss")
    if given.has("others", "other_losses", "other_loss"):
        losses = [*losses, *given.numbers("others", "other_losses", "other_loss")]
    day = given.day("accident_date", "accident", default=given.on())
    limit, whole = given.setting("ci_death", "limit", on=day), sum(losses, Fraction(0))
    if not whole:
        raise GivenError("losses", "请填写各人的损失。")
    which = given.whole("victim", "which", default=1, least=1, most=len(losses))
    paid = [min(limit, whole) * loss / whole for loss in losses]
    lines = tuple(
        Line(f"第 {place} 位", f"{money(min(limit, whole))} × {money(loss)} ÷ {money(whole)} = {money(each)}", each)
        for place, (loss, each) in enumerate(zip(losses, paid, strict=True), 1)
    )
    return Answer(paid[which - 1], lines, (art("道交解释", 19),))


def mental_first(given: Given) -> Answer:
    """What is left in the group for the other losses when the victim asks mental damages first (解释13(2))."""
    mental = given.number("mental")
    other = given.number("death_disability_other", "other", "death_disability")
    day = given.day("accident_date", "accident", default=given.on())
    limit = given.setting("ci_death", "limit", on=day)
    first = min(mental, limit)
    paid = min(other, limit - first)
    lines = (
        Line("先赔精神损害", f"{money(first)}（限额 {money(limit)}）", first),
        Line("再赔其他", f"限额还剩 {money(limit - first)}，赔 {money(paid)}", paid),
    )
    return Answer(paid, lines, (art("道交解释", 13, 2),))


def chain(given: Given) -> Answer:
    """The whole order for one victim: CI by group, commercial policy, the driver; and what the victim bears."""
    losses = sum(
        (given.number(name, default=0) for name in ("death_disability", "mental", "medical", "property")), Fraction(0)
    )
    fault = given.flag("fault", "at_fault", default=True)
    first = _ci(given, fault=fault)
    share = given.share("fault_share", "share")
    if not fault and share > _NOBODYS_FAULT:
        raise GivenError("fault_share", "机动车一方没有过错的，最多承担 10%。")
    rest = losses - first.value
    borne, limit = rest * share, given.number("tpl_limit", default=0)
    policy = min(borne, limit)
    lines = (
        *first.lines,
        Line("商业三者险", f"{money(rest)} × {percent(share)}，以保额 {money(limit)} 为限", policy, (ORDER,)),
        Line("侵权人自己赔", f"{money(borne)} − {money(policy)}", borne - policy, (ORDER,)),
        Line("自己承担", f"{money(rest)} × {percent(1 - share)} = {money(rest - borne)}", None, (art("道交法", 76),)),
    )
    return Answer(first.value + borne, lines, (ORDER, art("道交法", 76)))


def property_damage(given: Given) -> Answer:
    """财产损失: repair, cargo, towing, replacement; standstill of a working vehicle, other transport (解释12)."""
    parts = (("维修费", "repair"), ("货物损失", "cargo"), ("施救费", "towing"), ("车辆重置费", "replacement"))
    lines = [Line(words, money(given.number(name)), given.number(name)) for words, name in parts if given.has(name)]
    for words, name in (("停运损失", "daily"), ("替代性交通费", "rent_daily")):
        if given.has(name):
            daily, days = given.number(name), given.days()
            lines.append(Line(words, f"{money(daily)} × {float(days):g} 日", daily * days))
    if not lines:
        given.raw("repair")
    return Answer(
        sum((line.amount or Fraction(0) for line in lines), Fraction(0)), tuple(lines), (art("道交解释", 12),)
    )
