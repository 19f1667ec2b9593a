"""Pure rules of mediation: who mediates, who may settle, what ends it, what an agreement leads to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.law import mediability, tariff, tariff_scope, terms
from common.law.articles import Finding, art
from common.law.causes import exists
from common.law.regimes import ROUTES, Route, mediation_days
from mediation.states import ConsentState, EndReason, Outcome

SLOTS = 3  # A mediator offers up to three times; a setting of the house, no article.
LONGEST_EXTENSION = 180  # Before filing the parties agree on any length (在线调解24); longer is a slip of the keyboard.


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mediator of the roster as the rule sees them. ``load`` counts the cases they have now."""

    mediator_id: int
    name: str
    specialities: frozenset[str]
    township_ids: frozenset[int]
    court_id: int
    load: int
    max_load: int


@dataclass(frozen=True, slots=True)
class Need:
    """What is sought for a case: its areas (劳动, 家事 …), the township and the court it belongs to."""

    areas: frozenset[str]
    township_id: int | None
    court_id: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A candidate with the reasons for the proposal, in words for the parties and the file."""

    mediator_id: int
    name: str
    reasons: tuple[str, ...]


def rank(candidates: Iterable[Candidate], need: Need, excluded: Collection[int] = ()) -> list[Proposed]:
    """Everybody who can take the case, the best first: speciality, then place, then the lighter load.

    Who is full, or refused or was replaced in this case, is left out. Equal ones stand by id, so that the same roster
    always gives the same answer.
    """
    free = [c for c in candidates if c.load < c.max_load and c.mediator_id not in excluded]
    return [_reasons(c, need) for c in sorted(free, key=lambda c: _order(c, need))]


def choose(candidates: Iterable[Candidate], need: Need, excluded: Collection[int] = ()) -> Finding[Proposed | None]:
    """The mediator the court would appoint, or None when nobody on the roster can take it (在线调解10; 特邀12)."""
    ranked = rank(candidates, need, excluded)
    return Finding(ranked[0] if ranked else None, (art("在线调解", 10), art("特邀调解", 12)))


def _order(candidate: Candidate, need: Need) -> tuple[int, int, int, float, int]:
    return (
        -len(candidate.specialities & need.areas),
        -int(need.township_id in candidate.township_ids),
        -int(candidate.court_id == need.court_id),
        candidate.load / candidate.max_load,
        candidate.mediator_id,
    )


def _reasons(candidate: Candidate, need: Need) -> Proposed:
    words = []
    if fits := sorted(candidate.specialities & need.areas):
        words.append(f"擅长{'、'.join(fits)}纠纷")
    if need.township_id in candidate.township_ids:
        words.append("服务纠纷所在的镇街")
    words.append("本院名册" if candidate.court_id == need.court_id else "上级法院名册")
    words.append(f"正在调解{candidate.load}件，上限{candidate.max_load}件")
    return Proposed(candidate.mediator_id, candidate.name, tuple(words))


def joint_choice(nominees: Sequence[int | None]) -> int | None:
    """The mediator all have named, or None while one has not or they differ (在线调解10 第2款)."""
    named = set(nominees)
    return named.pop() if len(named) == 1 else None


def may_settle(*, party_itself: bool, special_authority: bool, divorce: bool) -> Finding[bool]:
    """Whether this person may sign for the party.

    The party, or an agent with 特别授权 (民诉法62第2款; 解释147). A divorce is settled in person: an agent's signature
    does not do, the written opinion of a party who cannot come is taken at the counter.
    """
    if party_itself:
        return Finding(True)
    if divorce:
        return Finding(False, (art("民诉解释", 147, 2),), "离婚案件应当由本人签名")
    if not special_authority:
        return Finding(False, (art("民诉法", 62), art("民诉解释", 147)), "一般授权的代理人不能代为和解，须有特别授权")
    return Finding(True, (art("民诉法", 62), art("民诉解释", 147)))


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


def period(route: Route, *, summary: bool, on: date) -> Finding[tuple[str, int]]:
    """(the key of the term, its days) for a case received ``on`` that day."""
    days = mediation_days(route, summary, on)
    return Finding((ROUTES[route].term(summary=summary), days.value), days.articles)


def longest_extension(route: Route, on: date) -> int | None:
    """The days by which a period may be made longer; None where only the parties' agreement counts (在线调解24)."""
    key = ROUTES[route].extension
    return terms.term(key, on).amount if key else None


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


@dataclass(frozen=True, slots=True)
class Cover:
    """What one effective agreement settles: these claims between these parties."""

    claim_ids: frozenset[int]
    party_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Settled:
    """What the effective agreements of a dispute settle together. ``claim_ids``: as between all who stand in it;
    ``respondent_ids``: nothing is open against them any more."""

    claim_ids: frozenset[int]
    respondent_ids: frozenset[int]
    whole: bool


def settled(
    *,
    claim_ids: Collection[int],
    claimant_ids: Collection[int],
    respondent_ids: Collection[int],
    covers: Collection[Cover],
) -> Finding[Settled]:
    """What is settled when every agreement counts for its own claims and parties (在线调解19).

    Each defendant may settle by a text of their own: the dispute is settled as a whole when every claim is settled
    between every claimant and every defendant by one or another of the texts. A dispute without claims is one claim.
    """
    claims = set(claim_ids) or {0}

    def closed(claim: int, claimant: int, respondent: int) -> bool:
        return any(
            (claim in each.claim_ids or not claim_ids) and {claimant, respondent} <= each.party_ids for each in covers
        )

    done = {
        claim for claim in claims if all(closed(claim, a, b) for a in claimant_ids for b in respondent_ids) and covers
    }
    free = {b for b in respondent_ids if all(closed(claim, a, b) for claim in claims for a in claimant_ids) and covers}
    return Finding(Settled(frozenset(done - {0}), frozenset(free), done == claims), (art("在线调解", 19),))


def options(
    route: Route,
    *,
    cause: str,
    confirm_after_filing: bool,
    within_term: bool,
    on: date,
    subject: mediability.Subject | None = None,
) -> Finding[tuple[Outcome, ...]]:
    """What the parties may do with an effective agreement in a case received ``on`` that day.

    Before filing: perform it, or ask together for confirmation in time (民诉法205), never for status, title or
    intellectual property (解释355). After filing: performed or withdrawn, or a 调解书 (民诉法100; 在线调解20);
    confirmation only where the court has switched it on.
    """
    articles = [art("在线调解", 20)]
    found: list[Outcome] = []
    if route is Route.ENTRUSTED_AFTER_FILING:
        found += [Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT]
        articles += [art("民诉法", 100), art("2025意见", 4)]
    note = ""
    if route is not Route.ENTRUSTED_AFTER_FILING or confirm_after_filing:
        may = may_confirm(cause, subject)
        if may.value and within_term:
            found.append(Outcome.CONFIRMATION)
            articles.append(art("民诉法", 205))
        elif not may.value:
            articles += may.articles
            note = may.note
        else:
            articles.append(art("民诉法", 205))
            note = f"已超过调解协议生效之日起{term_words('confirmation_application', on)}，不能再申请司法确认"
    return Finding(tuple(found), tuple(articles), note)


def subject_of(value: str) -> mediability.Subject | None:
    """What the mediator said the agreement disposes of; None where nobody was asked: the cause then tells."""
    return mediability.Subject(value) if value else None


def may_confirm(cause: str, subject: mediability.Subject | None = None) -> Finding[bool]:
    """common.law.mediability.confirmable, for a case whose cause may not have been settled yet."""
    if not exists(cause):
        allowed = subject in (None, mediability.Subject.OBLIGATION)
        note = "" if allowed or subject is None else f"协议涉及{subject.label}，不能申请司法确认"
        return Finding(allowed, (art("民诉法", 205), art("民诉解释", 355)), note)
    return mediability.confirmable(cause, subject)


def is_divorce(cause: str) -> bool:
    """解释147: who divorces signs in person."""
    return exists(cause) and mediability.mediable(cause).value is mediability.Mediability.DIVORCE


@dataclass(frozen=True, slots=True)
class Item:
    """One term of an agreement. Money has an amount in fen, a debtor and a creditor; an act only words."""

    text: str
    debtor_id: int | None = None
    creditor_id: int | None = None
    amount: int | None = None
    due_on: date | None = None


def check_items(items: Sequence[Item]) -> str:
    """What is wrong with the terms of an agreement, in Chinese; empty when nothing is.

    An agreement that is not clear cannot be confirmed nor enforced (解释358第5项): who pays whom, how much, until when.
    """
    if not items:
        return "请至少填写一项协议内容。"
    for number, item in enumerate(items, start=1):
        if not item.text.strip():
            return f"第{number}项没有写内容。"
        if item.amount is not None:
            if item.amount <= 0:
                return f"第{number}项的金额应大于零。"
            if item.debtor_id is None or item.creditor_id is None or item.debtor_id == item.creditor_id:
                return f"第{number}项有金额，请写明由谁付给谁。"
            if item.due_on is None:
                return f"第{number}项有金额，请写明付款期限。"
    return ""


def digest(content: Mapping[str, Any]) -> str:
    """64 hex digits of what is signed: every signature carries them, so a later change of the text shows."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def effective_day(required: Collection[int], signed: Mapping[int, date], *, mediator: bool) -> Finding[date | None]:
    """The day an agreement takes effect, None while somebody has not signed it (在线调解19; 特邀24).

    The mediator signs it too, but it holds from the moment the last of the parties has signed: the thirty days for
    confirmation must not grow because the mediator signs later. `signed`: the parties with their days.
    """
    done = mediator and bool(required) and set(required) <= set(signed)
    day = max(signed[each] for each in required) if done else None
    return Finding(day, (art("在线调解", 19, 2), art("特邀调解", 24, 3)))


def last_receipt(receipts: Mapping[int, date | None]) -> Finding[date | None]:
    """The day a 调解书 takes effect: the last of the parties' receipts; None while one is missing (解释149)."""
    days = list(receipts.values())
    known = [day for day in days if day is not None]
    done = bool(days) and len(known) == len(days)
    return Finding(max(known) if done else None, (art("民诉法", 100), art("民诉解释", 149)))


def may_decide(
    *, both_present: bool, checks: Mapping[str, bool], refuse: bool, ground: str, record: str
) -> Finding[str]:
    """Why a judge cannot rule on a confirmation yet; empty when they can.

    Both parties are called to be present (解释356). To confirm, each of the grounds of 解释358 must have been looked at
    and found absent; to refuse, one must be named.
    """
    articles = (art("民诉解释", 356), art("民诉解释", 358))
    if not record.strip():
        return Finding("请写明审查情况。", articles)
    if refuse:
        return Finding("" if ground else "请选择不予确认的情形。", articles)
    if not both_present:
        return Finding("应当通知双方当事人共同到场核实，尚未记录双方到场。", (art("民诉解释", 356),))
    if not checks or not all(checks.values()):
        return Finding("请逐项核对，确认不存在应当驳回的情形；存在的，请选择驳回。", articles)
    return Finding("", articles)
