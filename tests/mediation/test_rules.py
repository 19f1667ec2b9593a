"""The rules of mediation as tables, without a database."""

from __future__ import annotations

from datetime import date

from common.law.regimes import Route
from mediation.confirmation import rules as confirmation_rules
from mediation.confirmation.states import NotAcceptedGround, RejectedGround
from mediation.course import rules as course_rules
from mediation.course.rules import Side
from mediation.course.states import ConsentState, EndReason
from mediation.outcome import rules as outcome_rules
from mediation.roster import rules as roster_rules
from mediation.roster.rules import Candidate, Need
from mediation.texts import rules as texts_rules
from mediation.texts.rules import Item
from mediation.texts.states import Outcome
from tests.tables import rows

NEED = Need(areas=frozenset({"劳动争议"}), township_id=7, court_id=1)


def mediator(pk: int, *, areas: str = "", towns: tuple[int, ...] = (), court: int = 1, load: int = 0) -> Candidate:
    words = frozenset(areas.split()) if areas else frozenset()
    return Candidate(pk, f"m{pk}", words, frozenset(towns), court, load, 5)


@rows(
    ("why", "people", "excluded", "wanted"),
    [
        ("speciality", [mediator(1), mediator(2, areas="劳动争议")], (), 2),
        ("speciality over place", [mediator(1, towns=(7,)), mediator(2, areas="劳动争议", load=4)], (), 2),
        ("place", [mediator(1), mediator(2, towns=(7,))], (), 2),
        ("own court", [mediator(1, court=2), mediator(2)], (), 2),
        ("load", [mediator(1, load=3), mediator(2, load=1)], (), 2),
        ("stable", [mediator(2), mediator(1)], (), 1),
        ("full", [mediator(1, areas="劳动争议", load=5), mediator(2)], (), 2),
        ("refused", [mediator(1, areas="劳动争议"), mediator(2)], (1,), 2),
        ("all full", [mediator(1, load=5)], (), None),
        ("none", [], (), None),
    ],
)
def test_who_is_proposed(people, excluded, wanted):
    found = roster_rules.choose(people, NEED, excluded)
    assert (found.value.mediator_id if found.value else None) == wanted
    assert "在线调解规则第十条" in found.grounds


def test_the_reasons_are_told():
    found = roster_rules.choose([mediator(3, areas="劳动争议 物业", towns=(7,), load=2)], NEED).value
    assert found.reasons == ("擅长劳动争议纠纷", "服务纠纷所在的镇街", "本院名册", "正在调解2件，上限5件")


@rows(
    ("itself", "special", "divorce", "wanted"),
    [
        (True, False, False, True),
        (True, False, True, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, True, True, False),
    ],
)
def test_who_may_settle(itself, special, divorce, wanted):
    assert texts_rules.may_settle(party_itself=itself, special_authority=special, divorce=divorce).value is wanted


@rows(
    ("route", "summary", "wanted"),
    [
        (Route.A, False, ("mediation_a", 30)),
        (Route.A, True, ("mediation_a", 30)),
        (Route.B, True, ("mediation_b", 30)),
        (Route.C, False, ("mediation_c_ordinary", 15)),
        (Route.C, True, ("mediation_c_summary", 7)),
    ],
)
def test_how_long(route, summary, wanted):
    assert course_rules.period(route, summary=summary, on=date(2026, 3, 2)).value == wanted


@rows(
    ("route", "days", "before", "refused"),
    [
        (Route.C, 30, False, False),
        (Route.C, 31, False, True),
        (Route.C, 10, True, True),
        (Route.C, 0, False, True),
        (Route.A, 60, True, False),
        (Route.B, 181, False, True),
    ],
)
def test_how_much_longer(route, days, before, refused):
    assert bool(course_rules.extension(route, days=days, extended_before=before, on=date(2026, 3, 2)).value) is refused


G, A, D, U = ConsentState.GIVEN, ConsentState.ASKED, ConsentState.DECLINED, ConsentState.UNREACHABLE


@rows(
    ("claimants", "respondents", "wanted"),
    [
        ([G], [G], None),
        ([G], [A], None),
        ([G], [D], EndReason.UNWILLING),
        ([G], [U], EndReason.UNREACHABLE),
        ([G], [D, G], None),
        ([G], [D, U], EndReason.UNWILLING),
        ([D], [G, G], EndReason.UNWILLING),
        ([D, G], [G], None),
    ],
)
def test_when_it_ends(claimants, respondents, wanted):
    rows = [Side(n, "claimant", state) for n, state in enumerate(claimants)]
    rows += [Side(10 + n, "respondent", state) for n, state in enumerate(respondents)]
    assert course_rules.standing(rows)[1] == wanted


@rows(
    ("route", "cause", "within", "switch", "wanted"),
    [
        (Route.A, "8", True, False, {Outcome.CONFIRMATION}),
        (Route.A, "8", False, False, set()),
        (Route.A, "14", True, False, set()),
        (Route.B, "8", True, False, {Outcome.CONFIRMATION}),
        (Route.C, "8", True, False, {Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT}),
        (
            Route.C,
            "8",
            True,
            True,
            {Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT, Outcome.CONFIRMATION},
        ),
        (Route.C, "14", True, True, {Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT}),
    ],
)
def test_what_an_agreement_leads_to(route, cause, within, switch, wanted):
    found = outcome_rules.options(
        route, cause=cause, confirm_after_filing=switch, within_term=within, on=date(2026, 3, 2)
    )
    assert set(found.value) == wanted


@rows(
    ("items", "wrong"),
    [
        ([], "至少"),
        ([Item(" ")], "没有写内容"),
        ([Item("付款", 1, 2, 0, date(2026, 12, 1))], "大于零"),
        ([Item("付款", 1, 1, 100, date(2026, 12, 1))], "谁付给谁"),
        ([Item("付款", None, 2, 100, date(2026, 12, 1))], "谁付给谁"),
        ([Item("付款", 1, 2, 100, None)], "付款期限"),
        ([Item("付款", 1, 2, 100, date(2026, 12, 1)), Item("赔礼道歉")], ""),
    ],
)
def test_an_agreement_must_be_clear(items, wrong):
    assert wrong in texts_rules.check_items(items)
    assert bool(texts_rules.check_items(items)) is bool(wrong)


@rows(
    ("receipts", "wanted"),
    [
        ({}, None),
        ({1: date(2026, 11, 5), 2: None}, None),
        ({1: date(2026, 11, 5), 2: date(2026, 11, 9)}, date(2026, 11, 9)),
    ],
)
def test_a_paper_takes_effect_on_the_last_receipt(receipts, wanted):
    assert outcome_rules.last_receipt(receipts).value == wanted


@rows(
    ("signed", "mediator", "day"),
    [
        ({1: date(2026, 11, 5), 2: date(2026, 11, 9)}, True, date(2026, 11, 9)),  # whenever the mediator signed
        ({1: date(2026, 11, 5), 2: date(2026, 11, 9)}, False, None),
        ({1: date(2026, 11, 5)}, True, None),
        ({1: date(2026, 11, 5), 2: date(2026, 11, 6), 3: date(2026, 12, 1)}, True, date(2026, 11, 6)),
        ({}, True, None),
    ],
)
def test_an_agreement_holds_from_the_last_party_s_signature(signed, mediator, day):
    found = texts_rules.effective_day([1, 2], signed, mediator=mediator)
    assert found.value == day
    assert "在线调解规则第十九条第二款" in found.grounds


ALL = {g.value: True for g in RejectedGround}


@rows(
    ("both", "checks", "refuse", "ground", "record", "wrong"),
    [
        (True, ALL, False, "", "一致", ""),
        (False, ALL, False, "", "一致", "共同到场"),
        (True, {**ALL, "unclear": False}, False, "", "一致", "逐项核对"),
        (True, {}, False, "", "一致", "逐项核对"),
        (True, ALL, False, "", " ", "审查情况"),
        (False, {}, True, "unclear", "不明确", ""),
        (True, ALL, True, "", "不明确", "情形"),
    ],
)
def test_what_a_judge_needs_to_rule(both, checks, refuse, ground, record, wrong):
    found = confirmation_rules.may_decide(
        both_present=both, checks=checks, refuse=refuse, ground=ground, record=record
    ).value
    assert wrong in found
    assert bool(found) is bool(wrong)


def test_the_grounds_stand_in_the_order_of_their_articles():
    assert [g.item for g in NotAcceptedGround] == [1, 2, 3, 4, 5]
    assert [g.item for g in RejectedGround] == [1, 2, 3, 4, 5, 6]
    assert [r.item for r in EndReason] == list(range(1, 9))


@rows(("named", "wanted"), [([3, 3], 3), ([3, 4], None), ([3, None], None), ([None, None], None), ([], None)])
def test_choosing_together(named, wanted):
    assert course_rules.joint_choice(named) == wanted


def test_what_is_signed_shows_every_change():
    first = texts_rules.digest({"items": ["付100元"], "day": date(2026, 1, 1)})
    assert first == texts_rules.digest({"day": date(2026, 1, 1), "items": ["付100元"]})
    assert first != texts_rules.digest({"items": ["付1000元"], "day": date(2026, 1, 1)})
