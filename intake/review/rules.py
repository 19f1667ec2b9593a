"""When a decision was in time, which acts are open, and what a correction changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.cases.states import Stage
from common.law.articles import Article, Finding, art
from common.law.mediability import Mediability
from common.law.regimes import Route
from intake.elements.rules.answers import shown_words
from intake.elements.rules.forms import FormSpec, split_id
from intake.filing.states import FilingState

# How far a filing may have come to be taken back.
WITHDRAWABLE = frozenset({FilingState.WAITING, FilingState.CORRECTING, FilingState.DIVERTED})
WITHDRAWABLE_AT = frozenset({Stage.REVIEW, Stage.CORRECTION, Stage.MEDIATION, Stage.SORTING})


def on_time(due: date | None, today: date) -> Finding[bool]:
    """Was the decision made within the term? 民事诉讼法第一百二十六条; no due day means none has lapsed."""
    return Finding(due is None or today <= due, (art("民诉法", 126), art("立案规定", 8)))


def divertible(*, route: str, mediable: Mediability, accepts: str, already_mediated: bool, wish: str) -> Finding[bool]:
    """May the filing be passed to the mediation centre without registering it?

    Never where the law forbids mediation, whoever asks (民诉解释第一百四十三条). Route A otherwise always: that is what
    was asked. Route B when the filer does not refuse (民诉法第一百二十五条) and it was not mediated before. Never on
    route C: a suit is registered first (2025意见第二点).
    """
    if not mediable.offered:
        return Finding(False, (art("民诉解释", 143),), "依法不能调解")
    if route == Route.MEDIATION_ONLY or wish == "mediate":
        return Finding(not already_mediated, (art("在线调解", 8),))
    if route == Route.ENTRUSTED_AFTER_FILING:
        return Finding(False, (art("2025意见", 2),), "先登记立案，再由各方自愿选择是否调解")
    if already_mediated:
        return Finding(False, (art("特邀调解", 21),), "已经调解过，应当依法登记立案")
    if accepts == "no":
        return Finding(False, (art("民诉法", 125),), "当事人不同意先行调解")
    return Finding(True, (art("实施意见", 8), art("特邀调解", 11)))


def withdrawable(*, state: str, stage: str) -> Finding[bool]:
    """May a filing be taken back without a ruling? Before registration, while the dispute is being examined or mediated
    (民诉法第十三条第二款). Not once it is settled or ended, nor while a judge examines the settlement: the joint
    application is then what can be withdrawn (民诉解释第三百五十七条)."""
    may = FilingState(state) in WITHDRAWABLE and Stage(stage) in WITHDRAWABLE_AT
    return Finding(may, (art("民诉法", 13, 2),), "" if may else "现在不能撤回申请")


def correction_articles() -> tuple[Article, ...]:
    return (art("立案规定", 7), art("在线诉讼", 9, None, 2))


def insistence_articles() -> tuple[Article, ...]:
    """坚持起诉: a ruling must be made, and it can be appealed (立案规定第二、七、九条; 民诉解释第二百零八条)."""
    return (art("立案规定", 7), art("立案规定", 9), art("民诉解释", 208), art("民诉法", 126))


@dataclass(frozen=True)
class Change:
    """One answer that a correction changed, in the words that both sides read."""

    question: str
    label: str
    before: str
    after: str


def label_of(form: FormSpec, wish: str, question: str) -> str:
    """原告一 · 姓名; the question's own id when the form no longer asks it."""
    try:
        key, index, name = split_id(question)
        section = form.section(key)
        field = section.field(name)
    except (KeyError, ValueError):
        return question
    who = f"{section.called(wish)}{index if index and index > 1 else ''} · " if section.repeat else ""
    return f"{who}{field.label_for(wish)}"


def changes(form: FormSpec, wish: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two sets of answers, in the order of the form."""
    found = []
    places = {
        (section.key, each.key): (at, place)
        for at, section in enumerate(form.sections)
        for place, each in enumerate(section.fields)
    }

    def order(question: str) -> tuple[int, int, int]:
        try:
            key, index, name = split_id(question)
            at, place = places[key, name]
        except (KeyError, ValueError):
            return (len(form.sections), 0, 0)
        return (at, index or 0, place)

    for question in sorted({*before, *after}, key=order):
        old, new = before.get(question), after.get(question)
        if old == new:
            continue
        try:
            key, _, name = split_id(question)
            field = form.section(key).field(name)
        except (KeyError, ValueError):
            continue
        found.append(
            Change(
                question,
                label_of(form, wish, question),
                shown_words(field, old, masked=True),
                shown_words(field, new, masked=True),
            )
        )
    return [each for each in found if each.before != each.after]
