"""Pure rules of the texts: who may settle, what an agreement must say, what several settle together."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from common.cases.states import Disposal, Side
from common.law.articles import Finding, art
from common.law.money import yuan
from mediation.texts.states import ClaimWay


def may_settle(*, party_itself: bool, empowered: bool, divorce: bool, act: Disposal = Disposal.SETTLE) -> Finding[bool]:
    """Whether this person may sign, or end the suit, for the party.

    The party, or an agent whose 特别授权 names it (民诉法62第2款; 解释147). A divorce is settled in person: an agent's
    signature does not do, the written opinion of a party who cannot come is taken at the counter.
    """
    if party_itself:
        return Finding(True)
    if divorce:
        return Finding(False, (art("民诉解释", 147, 2),), "离婚案件应当由本人签名")
    if not empowered:
        words = f"须有写明“{act.power.label}”的特别授权，一般授权的代理人不能代办"
        return Finding(False, (art("民诉法", 62), art("民诉解释", 147)), words)
    return Finding(True, (art("民诉法", 62), art("民诉解释", 147)))


_GIVES_UP_CLAIM = re.compile(r"放弃|免除")


def disposals(side: str, *, ways: Collection[ClaimWay] = (), words: Collection[str] = ()) -> Finding[list[Disposal]]:
    """What signing a text disposes of for a party of this side, by what the text says: an agent needs the power for
    each (民诉法62第2款 names 放弃 and 变更 beside 和解). `ways`: what becomes of the claims it settles; `words`: its
    sentences. Only who claims gives up or changes a claim."""
    found = [Disposal.SETTLE]
    if side == Side.CLAIMANT:
        if ClaimWay.WAIVED in ways or any(_GIVES_UP_CLAIM.search(each) for each in words):
            found.append(Disposal.WAIVE)
        if ClaimWay.CHANGED in ways:
            found.append(Disposal.CHANGE)
    return Finding(found, (art("民诉法", 62, 2), art("民诉解释", 147)))


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


_FIGURE = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*(万)?\s*元")
_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_PAYS = re.compile(r"支付|归还|偿还|给付|赔偿|返还|付给|付清|还清")
_GIVES_UP = re.compile(r"放弃|不再|免除")


def figures(text: str) -> set[int]:
    """The sums in fen that a sentence names in figures."""
    return {
        int(Decimal(number.replace(",", "").replace("，", "")) * (1_000_000 if ten_thousand else 100))
        for number, ten_thousand in _FIGURE.findall(text)
    }


def check_payments(items: Sequence[Item], today: date) -> str:
    """What is wrong between the sentences and the lines of payment beside them; empty when nothing is.

    What is enforced must be clear (解释358第5项; 执行规定16): a line says what its sentence says, its day is ahead, and
    a sum that is to be paid stands in a line.
    """
    total = sum(item.amount or 0 for item in items)
    for number, item in enumerate(items, start=1):
        said, days = figures(item.text), {tuple(map(int, found)) for found in _DAY.findall(item.text)}
        if item.amount is None:
            if said - {total} and _PAYS.search(item.text) and not _GIVES_UP.search(item.text):
                return f"第{number}项写了付款，请填写金额、由谁给付、给谁和履行期限；分几次付的，每次写一项。"
            continue
        if item.due_on is not None and item.due_on < today:
            return f"第{number}项的履行期限已经过去，请核对。"
        if said and item.amount not in said:
            return f"第{number}项的文字和金额不一致：金额栏是{yuan(item.amount)}元，请改成一样的。"
        due = item.due_on
        if days and due is not None and (due.year, due.month, due.day) not in days:
            return f"第{number}项的文字和履行期限不一致，请改成同一天。"
    return ""


def check_total(items: Sequence[Item], claimed: Sequence[tuple[int | None, ClaimWay]], difference: str) -> str:
    """Why the payments together do not fit the claims they settle; empty when they do, or somebody says why they
    differ. `claimed`: the sum and the way of each claim; what is given up is not paid."""
    total = sum(item.amount or 0 for item in items)
    wanted = sum(amount or 0 for amount, way in claimed if way is not ClaimWay.WAIVED)
    if not total or not wanted or total == wanted or difference.strip():
        return ""
    return f"一共付{yuan(total)}元，解决的请求是{yuan(wanted)}元。差的{yuan(abs(wanted - total))}元怎样处理，请写明。"


_BEARS = re.compile(r"由([^，。；、]*?)(?:负担|承担)")
_OTHER_COSTS = re.compile(r"鉴定|评估|公告|保全|律师")
_SHARED = re.compile(r"各半|平均|均摊|共同|分担")


def costs_agree(costs: str, names: Collection[str], shares: Mapping[str, int | None]) -> Finding[bool]:
    """Whether who is chosen to bear the fee is who the parties wrote, with the sums they wrote (办法31第1款: 协商解决).
    Where the words name nobody, or name others, they decide nothing here. `shares`: name and fen, None for the rest."""
    said = {name for part in _BEARS.findall(costs) for name in names if name in part}
    for clause in (each for each in re.split("[，。；;]", costs) if not _OTHER_COSTS.search(each)):
        sums = figures(clause)
        if sums and any(name in clause and fen and fen not in sums for name, fen in shares.items()):
            return Finding(False, (art("收费办法", 31),))
    if _SHARED.search(costs):
        return Finding(len(shares) > 1, (art("收费办法", 31),))
    if not said:
        return Finding(True, (art("收费办法", 31),))
    return Finding(said == set(shares), (art("收费办法", 31),))


def digest(content: Mapping[str, Any]) -> str:
    """64 hex digits of what is signed: every signature carries them, so a later change of the text shows."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def effective_day(required: Collection[int], signed: Mapping[int, date]) -> Finding[date | None]:
    """The day an agreement takes effect, None while a party has not signed it (在线调解19; 特邀24).

    The mediator signs it too, but it holds from the moment the last of the parties has signed: nobody's change of mind
    ends it any more, and the thirty days for confirmation run. `signed`: the parties with their days.
    """
    done = bool(required) and set(required) <= set(signed)
    day = max(signed[each] for each in required) if done else None
    return Finding(day, (art("在线调解", 19, 2), art("特邀调解", 24, 3)))
