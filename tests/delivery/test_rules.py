"""Which way a paper goes, and what a record of service must hold. 民诉法87-91; 解释131, 135-136; 在线诉讼29-31."""

from __future__ import annotations

from datetime import date
from typing import Any

from common.cases.rules import Awaited
from common.delivery.rules import Plan, day_rule, may_serve_by, method_for, next_way, record_problem, sent_problem
from common.delivery.states import EChannel, Effect, Method, Scope
from common.law.articles import Article, art
from common.law.papers import PaperKind
from tests.tables import rows

E, C, P, I = Method.ELECTRONIC, Method.COUNTER, Method.POST, Method.IN_PERSON  # noqa: E741
L, N = Method.LEFT, Method.PUBLIC
ON, ARRIVES, READ = {"consent": True, "reachable": True}, Effect.ARRIVAL, Effect.READING

WAYS: list[tuple[str, dict[str, Any], Plan]] = [
    ("nothing known", {}, Plan(C)),
    ("an address only", {"postal": True}, Plan(P)),
    ("no consent though there is an account", {"reachable": True, "channel": "portal", "confirmed": True}, Plan(C)),
    ("consent and confirmed account", {**ON, "channel": "portal", "confirmed": True}, Plan(E, ARRIVES)),
    ("consent and confirmed phone", {**ON, "channel": "sms", "confirmed": True}, Plan(E, ARRIVES)),
    ("consent and confirmed mailbox", {**ON, "channel": "email", "confirmed": True}, Plan(E, ARRIVES)),
    ("consent, the address confirmed by nobody", {**ON, "channel": "email"}, Plan(E, READ)),
    ("consent without an address", {"consent": True, "channel": "none", "postal": True}, Plan(P)),
    ("the account is gone", {"consent": True, "channel": "portal", "confirmed": True, "postal": True}, Plan(P)),
    (
        "a judgment beyond the consent",
        {**ON, "channel": "portal", "confirmed": True, "scope": "process", "decision": True, "postal": True},
        Plan(P),
    ),
    (
        "a judgment within the consent",
        {**ON, "channel": "portal", "confirmed": True, "decision": True},
        Plan(E, ARRIVES),
    ),
    (
        "a notice under a narrow consent",
        {**ON, "channel": "portal", "confirmed": True, "scope": "process"},
        Plan(E, ARRIVES),
    ),
]


@rows(("why", "facts", "plan"), WAYS)
def test_the_way(facts: dict[str, Any], plan: Plan) -> None:
    found = method_for(**{"consent": False, **facts})
    assert found.value == plan
    assert found.articles


def test_a_judgment_sent_electronically_may_be_had_on_paper() -> None:
    found = method_for(consent=True, reachable=True, channel=EChannel.PORTAL, confirmed=True, decision=True)
    assert "纸质" in found.note
    assert "民事诉讼法第九十条" in found.grounds


@rows("method", list(Method))
def test_every_way_has_its_day_and_article(method: Method) -> None:
    assert day_rule(method, date(2026, 3, 2)).value
    assert day_rule(method, date(2026, 3, 2)).articles


RECORDS: list[tuple[str, dict[str, Any], str]] = [
    ("signed at the counter", {"planned": C, "method": C}, ""),
    ("came to fetch what was to be posted", {"planned": P, "method": C}, ""),
    ("fetched on paper before it was opened", {"planned": E, "method": C}, ""),
    ("electronic typed in by hand", {"planned": E, "method": E, "by_system": False}, "method"),
    ("electronic without consent", {"planned": P, "method": E, "by_system": True}, "method"),
    ("the system's own record", {"planned": E, "method": E, "by_system": True}, ""),
    ("tomorrow", {"day": date(2026, 11, 24)}, "day"),
    ("before it was written", {"day": date(2026, 11, 19)}, "day"),
    ("the day it was written", {"day": date(2026, 11, 20)}, ""),
    ("brought home", {"planned": P, "method": I}, ""),
]


@rows(("why", "facts", "field"), RECORDS)
def test_the_record(facts: dict[str, Any], field: str) -> None:
    usual: dict[str, Any] = {
        "planned": P,
        "method": P,
        "day": date(2026, 11, 23),
        "ordered_on": date(2026, 11, 20),
        "today": date(2026, 11, 23),
        "by_system": False,
    }
    where, words = record_problem(**{**usual, **facts})
    assert where == field
    assert bool(words) == bool(field)


def test_deadlines_wait_under_this_key() -> None:
    assert Awaited(PaperKind.FEE_NOTICE, 12).key == "delivery:fee_notice:12"


def test_scopes_have_words() -> None:
    assert "调解书" in Scope.PROCESS.label


KNOWN: dict[str, Any] = {
    "kind": "complaint_copy",
    "whereabouts_known": True,
    "tried": (),
    "summary": False,
}
# (what, method, what is known otherwise, allowed, article of the answer)
BY_OTHER_WAYS: list[tuple[str, Method, dict[str, Any], bool, Article]] = [
    ("post needs nothing", Method.POST, {}, True, art("民诉法", 91)),
    ("left at the door", Method.LEFT, {}, True, art("民诉法", 89)),
    ("a 调解书 is never left", Method.LEFT, {"kind": "mediation_paper"}, False, art("民诉解释", 133)),
    ("no public notice to somebody known", Method.PUBLIC, {}, False, art("民诉法", 95)),
    ("public notice to somebody lost", Method.PUBLIC, {"whereabouts_known": False}, True, art("民诉法", 95)),
    ("a letter that came back is not enough", Method.PUBLIC, {"tried": {P}}, False, art("民诉法", 95)),
    ("never to who is found, lost or not", Method.PUBLIC, {"found": True, "tried": {P, I}}, False, art("民诉法", 95)),
    ("a consent to messages is a way too", N, {"electronic": True, "tried": {P, I}}, False, art("民诉法", 95)),
    (
        "after a dead message, a letter and a visit",
        N,
        {"electronic": True, "tried": {E, P, I}},
        True,
        art("民诉法", 95),
    ),
    ("public notice after a letter and a visit", Method.PUBLIC, {"tried": {P, I}}, True, art("民诉法", 95)),
    (
        "never in summary procedure",
        Method.PUBLIC,
        {"whereabouts_known": False, "tried": {P, I}, "summary": True},
        False,
        art("民诉解释", 140),
    ),
]


@rows(("what", "method", "known", "allowed", "article"), BY_OTHER_WAYS)
def test_which_other_way_is_open(method: Method, known: dict[str, Any], allowed: bool, article: Article) -> None:
    found = may_serve_by(method, **{**KNOWN, **known})
    assert found.value is allowed
    assert found.articles[0] == article
    assert bool(found.note) is not allowed


@rows(
    ("what", "may", "tried", "way"),
    [
        ("agreed to it electronically", {E, P, C, I, L}, {P}, E),
        ("the message died", {E, P, C, I, L}, {E}, P),
        ("a letter came back", {P, C, I, L}, {P}, C),
        ("nobody came for it", {P, C, I, L}, {P, C}, I),
        ("refused at the door", {P, C, I, L}, {P, C, I}, L),
        ("never left: a 调解书", {P, C, I}, {P, C, I}, None),
        ("nowhere to be found, and last of all", {P, C, I, L, N}, {P, C, I, L}, N),
        ("no address: asked to come", {C, N}, {P}, C),
    ],
)
def test_the_next_way(may: set[Method], tried: set[Method], way: Method | None) -> None:
    assert next_way(may, tried) == way


@rows(
    ("what", "on", "has_proof", "field"),
    [
        ("today", date(2026, 3, 20), False, ""),
        ("the day before the order", date(2026, 3, 1), True, "on"),
        ("tomorrow", date(2026, 3, 21), True, "on"),
        ("dated back", date(2026, 3, 4), False, "proof"),
        ("dated back with the number of the letter", date(2026, 3, 4), True, ""),
    ],
)
def test_a_day_of_dispatch_is_bounded_and_shown(on: date, has_proof: bool, field: str) -> None:
    today = date(2026, 3, 20)
    found = sent_problem(on=on, ordered_on=date(2026, 3, 2), latest=today, today=today, has_proof=has_proof)
    assert found[0] == field
    assert bool(found[1]) == bool(field)
