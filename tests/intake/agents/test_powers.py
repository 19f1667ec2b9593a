"""Every act that disposes of what is the party's, with every set of powers (民诉法62第2款; 解释89)."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, combinations
from typing import Any
from uuid import uuid4

import pytest

from common.cases.access import disposes, may_dispose
from common.cases.access.window import Visitor
from common.cases.actions import add_representation, admit, need_power
from common.cases.events import SYSTEM, By, Channel
from common.cases.models import Case, Participation, Representation
from common.cases.rules import ActionRefused
from common.cases.states import Capacity, Disposal, Power
from intake.door.actions import give_answer
from intake.door.rules import Pleading
from intake.filing.models import Filing
from intake.review import actions as review_actions
from mediation.texts.rules import may_settle
from tests.factories import UserFactory
from tests.factories.intake import TODAY, by_user, make_filing

WORDS = [power.label for power in Power]
SETS = list(chain.from_iterable(combinations(WORDS, size) for size in range(len(WORDS) + 1)))

# As the statute lists them; withdrawing gives up what was asked.
NEEDS = {
    "admit": "代为承认诉讼请求",
    "waive": "代为放弃诉讼请求",
    "change": "代为变更诉讼请求",
    "settle": "代为和解",
    "counterclaim": "代为提起反诉",
    "appeal": "代为提起上诉",
    "withdraw": "代为放弃诉讼请求",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing(luoding: Any, zhang: Any) -> Filing:
    return make_filing(user=zhang, court=luoding)


@pytest.fixture
def lawyer(db: None) -> Any:
    return UserFactory(name="周律师", phone="13900000077", verified=True)


def speaks(filing: Filing, lawyer: Any, side: str, powers: tuple[str, ...]) -> tuple[Representation, By]:
    """周律师 speaks for this side, 特别授权 with these powers, the original seen."""
    party = filing.case.parties.get(side=side)
    row = add_representation(
        party=party,
        name=lawyer.name,
        phone=lawyer.phone,
        unit="",
        authority="special",
        powers=list(powers),
        since=TODAY,
        user_id=lawyer.pk,
        checked_on=TODAY,
    )
    admit(case=filing.case, user_id=lawyer.pk, capacity=Capacity.AGENT, by=SYSTEM, today=TODAY, party=party)
    return row, By(user_id=lawyer.pk, channel=Channel.WEB, party_id=party.pk)


def test_no_act_is_without_its_power() -> None:
    assert {act.value for act in Disposal} == set(NEEDS)


def refused(party: Any, by: By, act: Disposal) -> bool:
    try:
        need_power(party=party, by=by, act=act, today=TODAY)
    except ActionRefused as words:
        return act.power.label in str(words)
    return False


def test_every_act_asks_the_power_it_needs_online_and_at_the_window(filing: Filing, lawyer: Any, huang: Any) -> None:
    """The page, the act, the account and the window answer alike, 7 acts x 64 sets of powers."""
    row, by = speaks(filing, lawyer, "claimant", ())
    case, party = Case.objects.get(pk=filing.case_id), row.party
    seat = Participation(case=case, user=huang, capacity=Capacity.PARTY, party=party, since=TODAY)
    huang.stands_in = {case.pk: Visitor(seat, lawyer.name, True)}
    for powers in SETS:
        Representation.objects.filter(pk=row.pk).update(powers=list(powers))
        counter = By(
            user_id=huang.pk, channel=Channel.COUNTER, party_id=party.pk, limited=True, powers=frozenset(powers)
        )
        for act in Disposal:
            may = NEEDS[act.value] in powers
            said = (
                disposes(party, by, act, TODAY),
                may_dispose(case, lawyer, act, TODAY),
                not refused(party, by, act),
                disposes(party, counter, act, TODAY),
                may_dispose(case, huang, act, TODAY),
            )
            assert said == (may,) * 5, (act, powers)


@pytest.mark.parametrize("over", ["unchecked", "general", "ended"])
def test_no_power_without_a_mandate_that_stands(filing: Filing, lawyer: Any, over: str) -> None:
    row, by = speaks(filing, lawyer, "claimant", tuple(WORDS))
    ways: dict[str, dict[str, Any]] = {
        "unchecked": {"checked_on": None},
        "general": {"authority": "general"},
        "ended": {"since": TODAY - timedelta(days=3), "until": TODAY},
    }
    Representation.objects.filter(pk=row.pk).update(**ways[over])
    assert not [act for act in Disposal if disposes(row.party, by, act, TODAY)]
    assert not [act for act in Disposal if may_dispose(filing.case, lawyer, act, TODAY)]


@pytest.mark.parametrize("power", WORDS)
def test_taking_back_the_filing_is_not_for_who_may_only_appeal(filing: Filing, lawyer: Any, power: str) -> None:
    _, by = speaks(filing, lawyer, "claimant", (power,))
    if power == NEEDS["withdraw"]:
        review_actions.withdraw(filing=filing, by=by, today=TODAY)
        assert Filing.objects.get().state == "withdrawn"
        return
    with pytest.raises(ActionRefused, match="代为放弃诉讼请求"):
        review_actions.withdraw(filing=filing, by=by, today=TODAY)
    assert Filing.objects.get().state != "withdrawn"


@pytest.mark.parametrize("power", WORDS)
def test_admitting_asks_for_the_power_to_admit(filing: Filing, lawyer: Any, huang: Any, power: str) -> None:
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    row, by = speaks(filing, lawyer, "respondent", (power,))
    given = {
        "party": row.party,
        "pleading": Pleading(text="我方承认全部请求。", form=None, answers={}),
        "once": uuid4(),
        "today": TODAY,
    }
    if power == NEEDS["admit"]:
        assert give_answer(by=by, document=None, **given).party == row.party
        return
    with pytest.raises(ActionRefused, match="代为承认"):
        give_answer(by=by, document=None, **given)


@pytest.mark.parametrize("act", [Disposal.SETTLE, Disposal.WITHDRAW])
def test_who_may_not_is_told_which_power_is_missing(act: Disposal) -> None:
    assert act.power.label in may_settle(party_itself=False, empowered=False, divorce=False, act=act).note
