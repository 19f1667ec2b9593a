"""How a paper is to be served, when it counts as served, and what a record of service must hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from common.delivery.states import EChannel, Effect, Method, Scope
from common.law.articles import Article, Finding, art
from common.law.papers import PaperKind
from common.law.terms import term


@dataclass(frozen=True, slots=True)
class Plan:
    """The way chosen, and for electronic service when it takes effect."""

    method: Method
    effect: Effect | None = None


def method_for(
    *,
    consent: bool,
    channel: str = EChannel.NONE,
    scope: str = Scope.ALL,
    confirmed: bool = False,
    reachable: bool = False,
    decision: bool = False,
    accepted: bool = False,
    postal: bool = False,
) -> Finding[Plan]:
    """Which way a paper goes to a party.

    Electronic only with recorded consent (民诉法90; 在线诉讼29), within its scope, and where the address exists
    (`reachable`). To an address the party gave or confirmed it takes effect on arrival; to another that is surely the
    party's own only when receipt is shown (在线诉讼31). What binds whoever signs for it (`accepted`: BY_ACCEPTANCE)
    waits for that signature wherever it arrives. Otherwise by post where there is an address (民诉法91), else the party
    is asked to come (解释131). `decision`: 判决书, 裁定书, 调解书.
    """
    covered = scope != Scope.PROCESS or not decision
    if consent and channel != EChannel.NONE and reachable and covered:
        grounds = (art("民诉法", 90), art("在线诉讼", 29))
        note = "当事人提出需要纸质文书的，应当提供" if decision else ""
        if accepted:
            more = (art("民诉法", 100, 3), art("民诉解释", 133), art("民诉解释", 149))
            return Finding(Plan(Method.ELECTRONIC, Effect.SIGNING), grounds + more, note)
        if confirmed:
            more = (art("在线诉讼", 31, 1), art("民诉解释", 135), art("民诉解释", 136))
            return Finding(Plan(Method.ELECTRONIC, Effect.ARRIVAL), grounds + more, note)
        return Finding(Plan(Method.ELECTRONIC, Effect.READING), (*grounds, art("在线诉讼", 31, 2)), note)
    if consent and not covered:
        note = "电子送达同意范围不含判决书、裁定书、调解书"
    elif consent and channel != EChannel.NONE:
        note = "没有可用的电子送达地址"
    else:
        note = "未同意电子送达"
    if postal:
        return Finding(Plan(Method.POST), (art("民诉法", 91),), note)
    return Finding(Plan(Method.COUNTER), (art("民诉法", 88), art("民诉解释", 131)), note)


# Which day is the day of service, for each way.
_DAY: dict[Method, tuple[str, tuple[Article, ...]]] = {
    Method.ELECTRONIC: ("送达信息到达受送达人特定系统的日期", (art("民诉法", 90, 2), art("在线诉讼", 31))),
    Method.COUNTER: ("受送达人在送达回证上签收的日期", (art("民诉法", 87, 2), art("民诉法", 88), art("民诉解释", 131))),
    Method.POST: ("邮件回执上注明的收件日期", (art("民诉法", 91),)),
    Method.IN_PERSON: ("送达回证上的签收日期", (art("民诉法", 87, 2), art("民诉法", 88))),
    Method.LEFT: ("送达回证上记明拒收并留置文书的日期", (art("民诉法", 89), art("民诉解释", 130))),
    Method.PUBLIC: ("公告期满之日（自发出公告之日起经过{public_notice}）", (art("民诉法", 95), art("民诉解释", 138))),
}

# What does not happen as long as a paper has not arrived, as whoever sued is told (民诉法95, 100, 128, 147, 171).
_WAITS = {
    PaperKind.COMPLAINT_COPY: "答辩期不开始",
    PaperKind.SUMMONS: "开庭可能要改期，对方不到庭也不能缺席判决",
    PaperKind.MEDIATION_PAPER: "调解书不生效",
    PaperKind.JUDGMENT: "上诉期不开始，判决不生效",
}


def what_waits(kind: str) -> str:
    """Why it matters that this paper arrives, in words."""
    known = PaperKind.known(kind)
    return f"送不到，{_WAITS.get(known, '案件不能往下办') if known else '案件不能往下办'}。"


# What takes effect by the signature of whoever it binds, and by nothing else: that it arrived, was opened, left or
# announced says nothing of whether the party stands by it (民诉法100第3款, 102; 解释133, 149).
BY_ACCEPTANCE = frozenset({PaperKind.MEDIATION_PAPER})


# Who has an address is looked for there and written to there before a public notice may take their place.
BEFORE_PUBLIC = frozenset({Method.IN_PERSON, Method.POST})


def may_serve_by(
    method: Method,
    *,
    kind: str,
    whereabouts_known: bool,
    found: bool = False,
    electronic: bool = False,
    tried: Collection[Method] = (),
    summary: bool,
) -> Finding[bool]:
    """Whether a paper may go this way. `kind` of the paper; `found`: the party confirmed an address itself, has a phone
    and an account; `electronic`: it agreed to be served so; `tried`: the ways that were tried in vain where this party
    takes its papers now; `summary`: 简易程序 or 小额诉讼.

    Left at the door (民诉法89) never for a 调解书 (解释133). By public notice only for whom no other way reaches:
    nobody knows where they are, or they were brought the paper and written to in vain (民诉法95), never for who
    confirmed where they are found; and never in summary procedure (解释140). A 调解书 takes effect when its parties
    have signed for it (解释133, 149): whom it does not reach has not accepted it, and the court goes on to judge
    (民诉法102).
    """
    if method is Method.LEFT:
        if kind in BY_ACCEPTANCE:
            return Finding(False, (art("民诉解释", 133),), "调解书应当直接送达当事人本人，不适用留置送达。")
        return Finding(True, (art("民诉法", 89), art("民诉解释", 130)))
    if method is Method.PUBLIC:
        if kind in BY_ACCEPTANCE:
            grounds = (art("民诉解释", 133), art("民诉解释", 149), art("民诉法", 102))
            return Finding(False, grounds, "调解书要当事人签收才生效，不能公告送达；送不到的，由法官及时判决。")
        if summary:
            return Finding(False, (art("民诉解释", 140),), "适用简易程序的案件，不适用公告送达；请先裁定转为普通程序。")
        if found:
            words = "受送达人确认过送达地址，有手机号，也有账号，不是下落不明，不能公告送达。请按确认的地址送达。"
            return Finding(False, (art("民诉法", 95),), words)
        needed = BEFORE_PUBLIC | ({Method.ELECTRONIC} if electronic else set())
        left = [way.label for way in Method if way in needed - set(tried)]
        if whereabouts_known and left:
            words = f"受送达人并非下落不明，还没有试过{'、'.join(left)}，不能公告送达。"
            return Finding(False, (art("民诉法", 95),), words)
        return Finding(True, (art("民诉法", 95), art("民诉解释", 138)))
    return Finding(True, _DAY[method][1])


# What is tried first: what is quickest and surest by law, a public notice last of all (民诉法88-91, 95).
_LADDER = (Method.ELECTRONIC, Method.POST, Method.COUNTER, Method.IN_PERSON, Method.LEFT, Method.PUBLIC)


def next_way(may: Collection[Method], tried: Collection[Method]) -> Method | None:
    """The next way of those the law allows, after those that were tried in vain or have waited too long; None when
    there is none left."""
    return next((way for way in _LADDER if way in may and way not in tried), None)


def sent_problem(*, on: date, ordered_on: date, latest: date, today: date, has_proof: bool) -> tuple[str, str]:
    """(field, Chinese words) of what is wrong with a day of dispatch, or ("", ""). It is judged by whether the court
    sent in time (民诉法128): who writes down a day that is over says what shows it."""
    if not ordered_on <= on <= latest:
        until = "今天" if latest == today else "送达日期"
        return "on", f"发出日期不能早于文书交付送达之日，也不能晚于{until}。"
    if on < today and not has_proof:
        return "proof", "补登以前发出的，请填邮件号码，或者写明谁、怎么发出的。"
    return "", ""


def day_rule(method: Method, on: date, *, abroad: bool = False) -> Finding[str]:
    """In words, which day counts as the day of service in a case received ``on`` that day. ``abroad``: to a party
    without domicile in China, whom a public notice reaches later (民诉法283)."""
    words, articles = _DAY[method]
    notice = term("public_notice", on)
    length = notice.abroad.spoken if abroad and notice.abroad else notice.spoken
    more = notice.abroad_articles if abroad and method is Method.PUBLIC else ()
    return Finding(words.format(public_notice=length), (*articles, *more))


def record_problem(
    *, planned: Method, method: Method, day: date, ordered_on: date, today: date, by_system: bool
) -> tuple[str, str]:
    """(field, Chinese words) of what is wrong with a record of service, or ("", "").

    Electronic service is recorded by the system or by the party's own confirmation, never typed in: its proof is the
    trail (在线诉讼31第3款). What the receipt of another way must show: `proof_problem`.
    """
    if method is Method.ELECTRONIC and not by_system:
        return "method", "电子送达由系统按到达时间自动登记，不能手工填写。"
    if method is Method.ELECTRONIC and planned is not Method.ELECTRONIC:
        return "method", "该当事人没有同意对这份文书电子送达，请选择其他方式。"
    if day > today:
        return "day", "送达日期不能晚于今天。"
    if method is Method.PUBLIC and not by_system:
        return "method", "公告送达请登记发出公告的日期，期满由系统登记送达。"
    if day < ordered_on:
        return "day", f"送达日期不能早于文书交付送达之日（{ordered_on.year}年{ordered_on.month}月{ordered_on.day}日）。"
    return "", ""
