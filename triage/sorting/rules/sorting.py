"""The sorting rule: the statute gives the procedure, the court's own ordered rules give the track.

云中法发〔2020〕8号 item 10 lets the courts make their own complexity rules; what those say is data (RuleSet.rules), so
that a court changes them without a programmer. A rule is a list of conditions over facts, compared by named operators:
nothing in the data is ever evaluated as code.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from common.law import causes
from common.law.articles import LAWS, Article, Finding, art, joined, merge
from common.law.procedures import GUANGDONG_WAGES, Procedure, ProcedureFacts, SmallClaimsWage, Track, choose
from triage.sorting.rules.facts import FACTS, facts_for_law, words_of


class RuleError(ValueError):
    """A rule set that cannot be used. The message is Chinese and names the rule."""


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "is_not": operator.ne,
    "in": lambda value, choices: value in choices,
    "at_most": lambda value, bound: value is not None and value <= bound,
    "above": lambda value, bound: value is not None and value > bound,
}
_KNOWN = frozenset({*FACTS, "procedure", "amount", "key_area", "cause", "level"})


@dataclass(frozen=True, slots=True)
class Condition:
    fact: str
    op: str
    value: Any

    def holds(self, facts: Mapping[str, Any]) -> bool:
        return _OPERATORS[self.op](facts.get(self.fact), self.value)


@dataclass(frozen=True, slots=True)
class TrackRule:
    """One ordered rule: all conditions hold -> the track. `words` say why, in Chinese."""

    key: str
    conditions: tuple[Condition, ...]
    track: Track
    words: str
    articles: tuple[Article, ...]

    def holds(self, facts: Mapping[str, Any]) -> bool:
        return all(condition.holds(facts) for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set as read: ordered, the last one without conditions, so that every case falls somewhere."""

    version: str
    rules: tuple[TrackRule, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason shown to the officer: the words, the facts it used, the article, what it speaks for or against."""

    words: str
    facts: tuple[str, ...]
    article: Article | None
    effect: str


@dataclass(frozen=True, slots=True)
class Proposal:
    procedure: Procedure
    track: Track
    rule: str  # key of the track rule that decided
    grounds: tuple[Ground, ...]
    small_by_agreement: bool


def read_rules(rows: Sequence[Mapping[str, Any]], version: str = "") -> Rules:
    """A rule set from its stored JSON. RuleError (Chinese) names what is wrong and in which rule."""
    if not rows:
        raise RuleError("规则集是空的。")
    found = tuple(_rule(row, place) for place, row in enumerate(rows, 1))
    keys = [rule.key for rule in found]
    if len(set(keys)) != len(keys):
        raise RuleError("规则代号重复。")
    if found[-1].conditions:
        raise RuleError("最后一条规则不能有条件：每个案件都要有去处。")
    if any(not rule.conditions for rule in found[:-1]):
        raise RuleError("没有条件的规则只能放在最后，否则其后的规则永远用不到。")
    return Rules(version, found)


def _rule(row: Mapping[str, Any], place: int) -> TrackRule:
    name = f"第{place}条规则"
    try:
        key, words, track = str(row["key"]), str(row["words"]), Track(row["track"])
        conditions = tuple(_condition(item, name) for item in row.get("when", ()))
        articles = tuple(_article(item, name) for item in row.get("articles", ()))
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, RuleError):
            raise
        raise RuleError(f"{name}缺少内容或者格式不对：{error}") from error
    if not words.strip() or not articles:
        raise RuleError(f"{name}应写明理由和依据。")
    return TrackRule(key, conditions, track, words, articles)


def _condition(item: Mapping[str, Any], name: str) -> Condition:
    fact, op, value = item["fact"], item["op"], item["value"]
    if fact not in _KNOWN:
        raise RuleError(f"{name}使用了不存在的事实“{fact}”。")
    if op not in _OPERATORS:
        raise RuleError(f"{name}使用了不存在的比较方式“{op}”。")
    if op in ("at_most", "above") and (isinstance(value, bool) or not isinstance(value, int)):
        raise RuleError(f"{name}的界限应为整数（金额以分为单位）。")
    if op == "in" and not isinstance(value, list):
        raise RuleError(f"{name}的“in”应当列出若干取值。")
    return Condition(fact, op, tuple(value) if isinstance(value, list) else value)


def _article(item: Sequence[Any], name: str) -> Article:
    law, *place = item
    if law not in LAWS:
        raise RuleError(f"{name}引用了未收录的文件“{law}”。")
    return art(law, *place)


def sort(
    answers: Mapping[str, bool],
    rules: Rules,
    *,
    cause: str = "",
    key_area: str = "",
    received: date | None = None,
    amount: int | None = None,
    intermediate: bool = False,
    regions_alike: bool = True,
    wages: Sequence[SmallClaimsWage] = GUANGDONG_WAGES,
    explain: bool = True,
) -> Finding[Proposal]:
    """Procedure by the statute (民诉法40-43, 160-170), track by the first of the court's rules that holds.

    `answers` are all of FACTS (see read_facts); `amount` in fen. Without `explain` the grounds stay empty: for
    back-tests over many cases. A proposal only: the officer decides.
    """
    known_cause = cause if cause and causes.exists(cause) else ""
    law = facts_for_law(
        answers,
        cause=known_cause,
        received=received,
        amount=amount,
        intermediate=intermediate,
        regions_alike=regions_alike,
    )
    found = choose(law, wages)
    choice = found.value
    facts: dict[str, Any] = {
        **answers,
        "procedure": choice.procedure.value,
        "amount": amount,
        "key_area": key_area,
        "cause": cause,
        "level": "intermediate" if intermediate else "basic",
    }
    rule = next(each for each in rules.rules if each.holds(facts))
    note = found.note
    if cause and not known_cause:
        note = joined(note, "案由不在现行案由表内，请核对")
    if not explain:
        bare = Proposal(choice.procedure, rule.track, rule.key, (), choice.small_by_agreement)
        return Finding(bare, (), note, found.confirmed)
    grounds = [
        Ground(
            ground.fact,
            (),
            ground.article,
            f"不适用{ground.against.label}" if ground.against else choice.procedure.label,
        )
        for ground in choice.grounds
    ]
    used = tuple(words_of(each.fact, _shown(each.fact, facts)) for each in rule.conditions)
    grounds.append(Ground(rule.words, used, rule.articles[0], rule.track.label))
    proposal = Proposal(choice.procedure, rule.track, rule.key, tuple(grounds), choice.small_by_agreement)
    return Finding(proposal, merge(found.articles, rule.articles), note, found.confirmed)


def _shown(key: str, facts: Mapping[str, Any]) -> Any:
    value = facts.get(key)
    return Procedure(str(value)).label if key == "procedure" else value


def allowed_procedures(
    law: ProcedureFacts, wages: Sequence[SmallClaimsWage] = GUANGDONG_WAGES
) -> dict[Procedure, Article | None]:
    """What an officer may decide for these facts: each procedure with the article that bars it, or None if it is open.

    The ordinary procedure is always open, and a panel may hear anything; the statute bars only downwards (民诉法42,
    165, 166; 解释257).
    """
    barred: dict[Procedure, Article | None] = dict.fromkeys(Procedure)
    for procedure in (Procedure.SMALL, Procedure.SUMMARY, Procedure.ORDINARY_SINGLE):
        wish = _most_favourable(law, procedure)
        found = choose(wish, wages).value
        if _RANK[found.procedure] > _RANK[procedure]:
            against = [ground for ground in found.grounds if ground.against is not None]
            barred[procedure] = against[0].article if against else found.grounds[0].article
    return barred


_RANK = {each: place for place, each in enumerate(Procedure)}


def _most_favourable(law: ProcedureFacts, procedure: Procedure) -> ProcedureFacts:
    """The same case with what is a matter of judgment or agreement answered for `procedure`; bars stay bars."""
    return replace(
        law,
        clear=True,
        basics_clear=True,
        agreed_small=law.agreed_small or procedure is Procedure.SMALL,
        agreed_summary=True,
    )
