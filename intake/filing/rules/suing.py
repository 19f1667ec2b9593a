"""Suing after mediation: whether, and what of the request goes into the suit: all but the claims already settled.

The n-th claim of the case is the n-th claim the answers amount to; a correction writes both anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from common.law.articles import Finding, art
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import Answers, FormSpec, question_id
from intake.filing.rules.facts import claims_of

LONGEST = 5000  # of a text answer
# How a dispute ended whose settlement the court would not confirm.
UNCONFIRMED = "unconfirmed"
_PEOPLE = ("claimant", "respondent", "third_party", "agent", "service", "resolution", "claims")


def suable(*, wish: str, ended: bool, closing: str, open_claims: int) -> Finding[bool]:
    """May somebody who only asked for mediation go on to sue, with everything carried? Once it has ended, for what was
    not settled (在线调解规则第十九条); where the court did not confirm the settlement, for all of it (民诉法第二百零六
    条). A request sent back or taken back may be sued upon as well."""
    grounds = (art("民诉法", 122), art("民诉法", 206) if closing == UNCONFIRMED else art("在线调解", 19))
    return Finding(wish == "mediate" and ended and (closing == UNCONFIRMED or open_claims > 0), grounds)


def carried(
    form: FormSpec, answers: Answers, claims: Sequence[reading.ClaimDraft], settled: Collection[int]
) -> tuple[str, dict[str, Any]]:
    """(key of the form to go on with, answers for it). `claims` are the case's, in order; `settled` are places from 1.

    Nothing settled: the same answers. Else the settled ones are taken out; where the form cannot do without one of
    them, what is left is told in the general form, facts and all.
    """
    if not settled:
        return form.key, dict(answers)
    sources = [each.source for each in claims_of(form, "mediate", answers)]
    left = [each for place, each in enumerate(claims, 1) if place not in settled]
    if len(sources) == len(claims):
        gone = {sources[place - 1] for place in settled}
        if not any(_required(form, source) for source in gone):
            return form.key, _without(form, answers, gone)
        left = [each for each in reading.claims(form, answers) if each.source not in gone]
    rows = [{"text": each.text, "amount": each.amount} for each in left]
    kept = {question: value for question, value in answers.items() if not question.startswith("claims.")}
    return "general", kept | {"claims.claim_list": rows, "facts.full_text_facts": told(form, answers)}


def led_by(form: FormSpec, answers: Answers, place: int) -> dict[str, Any]:
    """The same answers with the `place`-th claimant (from 1) as the first: who goes on goes on in their own name."""
    people = reading.items(answers, form.section("claimant"))
    if not 1 < place <= len(people):
        return dict(answers)
    first, other = f"claimant.{people[0]}.", f"claimant.{people[place - 1]}."
    moved = {first: other, other: first}
    found = {}
    for question, value in answers.items():
        start = next((each for each in moved if question.startswith(each)), "")
        found[moved[start] + question.removeprefix(start) if start else question] = value
    return found


def _required(form: FormSpec, source: str) -> bool:
    """What the form cannot do without; what a "yes" reveals goes with its "yes"."""
    field = form.section("claims").field(source.partition("#")[0])
    return "#" not in source and field.required and field.condition is None


def _without(form: FormSpec, answers: Answers, gone: Collection[str]) -> dict[str, Any]:
    found = dict(answers)
    for rule in form.claims:
        if rule.each:
            question = question_id("claims", rule.each)
            rows = found.get(question) or []
            found[question] = [row for place, row in enumerate(rows) if f"{rule.each}#{place}" not in gone]
        elif rule.when is not None and rule.when.field in gone:
            found[question_id("claims", rule.when.field)] = None
    return found


def told(form: FormSpec, answers: Answers) -> str:
    """The facts of an element form as lines of text, for a form that asks for them in one's own words."""
    given = answers.get("facts.full_text_facts")
    lines = [str(given)] if given else []
    for section in form.sections:
        if section.repeat or section.special or section.key in _PEOPLE or section.key == "facts":
            continue
        one = reading.of_section(answers, section)
        lines += [f"{each.label}：{reading.words(each, one[each.key])}" for each in section.shown(one) if one[each.key]]
    return "\n".join(lines)[:LONGEST]
