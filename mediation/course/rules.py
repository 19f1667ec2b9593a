"""Pure rules of the course: who must have agreed, who may answer, how long it takes, what ends it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from common.law import tariff, tariff_scope, terms
from common.law.articles import Finding, art
from common.law.causes import exists
from common.law.regimes import ROUTES, Route, mediation_length
from mediation.course.states import ConsentState, EndReason

SLOTS = 3  # A mediator offers up to three times; a setting of the house, no article.
LONGEST_EXTENSION = 180  # Before filing the parties agree on any length (在线调解24); longer is a slip of the keyboard.


def joint_choice(nominees: Sequence[int | None]) -> int | None:
    """The mediator all have named, or None while one has not or they differ (在线调解10 第2款)."""
    named = set(nominees)
    return named.pop() if len(named) == 1 else None


def consents_first(route: Route) -> Finding[bool]:
    """Whether everybody must have agreed before a mediator is named.

    Before filing one side's consent is enough: a mediator is named, who asks the other side (在线调解10第1款, 15).
    After filing the case is entrusted only with the parties' consent (2025意见2).
    """
    if route is Route.ENTRUSTED_AFTER_FILING:
        return Finding(True, (art("2025意见", 2), art("民诉法", 125)))
    return Finding(False, (art("在线调解", 10), art("在线调解", 15)))


@dataclass(frozen=True, slots=True)
class Side:
    """One party's place in the mediation."""

    party_id: int
    side: str
    consent: ConsentState


def may_name(route: Route, sides: Iterable[Side]) -> Finding[str]:
    """Why no mediator may be asked yet, empty when one may: a claimant has not agreed, or after filing somebody has
    yet to answer (在线调解10; 2025意见2; 民诉法125)."""
    active = [row for row in sides if row.consent in (ConsentState.ASKED, ConsentState.GIVEN)]
    waiting = [row for row in active if row.consent is ConsentState.ASKED]
    first = consents_first(route)
    if first.value and waiting:
        return Finding("立案后的调解须经各方同意：还有当事人没有答复，请先征询。", first.articles)
    if any(row.side == "claimant" for row in waiting):
        return Finding("提出请求的一方还没有同意调解，请先征询。", (art("民诉法", 125),))
    return Finding("", first.articles)


def may_answer(*, yes: bool, may_dispose: bool) -> Finding[bool]:
    """Whether this person may say for the party whether it wants mediation.

    Taking part for a party, and so agreeing to it, needs 特别授权 (民诉法62第2款; 解释147第1款).
    Saying no, or stopping, disposes of nothing: the dispute takes the course it takes without mediation.
    """
    if not yes or may_dispose:
        return Finding(True, (art("民诉法", 125),))
    return Finding(
        False,
        (art("民诉法", 62, 2), art("民诉解释", 147, 1)),
        "代为参加调解须有特别授权；不愿调解的，您可以代为表示",
    )


def standing(sides: Iterable[Side]) -> tuple[list[Side], EndReason | None]:
    """(who still takes part, the reason why it must end now).

    It goes on while each side has somebody who agreed or has yet to answer (agreement with some of the defendants
    settles that part, 在线调解19). A side that is wholly gone ends it: unreachable only when nobody of it declined
    (在线调解25 第3、4项).
    """
    rows = list(sides)
    active = [row for row in rows if row.consent in (ConsentState.ASKED, ConsentState.GIVEN)]
    for name in ("claimant", "respondent"):
        of_side = [row for row in rows if row.side == name]
        if of_side and not any(row in active for row in of_side):
            declined = any(row.consent is ConsentState.DECLINED for row in of_side)
            return active, EndReason.UNWILLING if declined else EndReason.UNREACHABLE
    return active, None


def term_words(key: str, on: date) -> str:
    """The length of a term as it is said to people: 三十日, 两个工作日. ``on``: the day the law is asked."""
    return terms.term(key, on).spoken


def paper_fee(cause: str, amount: int | None, day: date) -> Finding[str]:
    """How the case fee is paid when the case ends with a 调解书: by half (收费办法15), where the tariff says so."""
    half = Finding("减半交纳", (art("收费办法", 15),))
    if not exists(cause):
        return half
    kind = tariff_scope.kind_for_cause(cause, has_amount=amount is not None)
    try:
        found = tariff.quote(kind.value, amount, tariff.Options(day=day, closing="mediation"))
    except tariff.TariffError:
        return half
    return half if found.value.halved else Finding("照章交纳", found.articles)


def period(route: Route, *, summary: bool, on: date) -> Finding[tuple[str, terms.Length]]:
    """(the key of the term, its length) for a case received ``on`` that day."""
    found = mediation_length(route, summary, on)
    return Finding((ROUTES[route].term(summary=summary), found.value), found.articles)


def longest_extension(route: Route, on: date) -> int | None:
    """The days by which a period may be made longer; None where only the parties' agreement counts (在线调解24)."""
    key = ROUTES[route].extension
    return terms.term(key, on).counted(terms.Unit.DAYS) if key else None


def extension(route: Route, *, days: int, extended_before: bool, on: date) -> Finding[str]:
    """Why a period cannot be made longer by ``days``; empty when it can, by consent of all (在线调解24).

    After filing once, by what 2025意见3 allows; before it as long as the parties agree.
    """
    if days < 1:
        return Finding("延长的天数应为正整数。", (art("在线调解", 24),))
    if route is Route.ENTRUSTED_AFTER_FILING:
        articles = (art("2025意见", 3), art("在线调解", 24))
        if extended_before:
            return Finding("立案后的调解期限已经延长过一次，不能再延长。", articles)
        most = longest_extension(route, on)
        if most is not None and days > most:
            return Finding(f"立案后的调解，经各方同意最多延长{most}日。", articles)
        return Finding("", articles)
    if days > LONGEST_EXTENSION:
        return Finding(f"一次最多延长{LONGEST_EXTENSION}日，需要更久的到期后可以再延长。", (art("在线调解", 24),))
    return Finding("", (art("在线调解", 24), art("特邀调解", 27)))
