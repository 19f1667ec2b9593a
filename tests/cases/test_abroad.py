"""Where a party lives decides how long it has; what the case is decides whether its trial has a term.

民诉法285-287; 解释520, 536, 549.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from common.cases.actions import move_home, record_facts, set_deadline, start_deadlines
from common.cases.events import SYSTEM
from common.cases.models import Deadline, Party
from common.cases.queries import is_foreign
from common.cases.rules import Awaited
from common.cases.states import FactKey, Holder
from common.courts.models import CourtParameter
from common.law.abroad import Home
from common.law.papers import PaperKind
from tests.factories import court
from tests.factories.cases import make_case
from yunfu_court.verifying.deadlines import INVARIANTS
from yunfu_court.verifying.invariants import spans

pytestmark = pytest.mark.django_db
SERVED = date(2026, 11, 5)


@pytest.fixture
def li(settings: Any) -> Party:
    settings.EVENT_HANDLERS = []
    _, _, party = make_case(court=court("luoding"))
    return party


def waits(party: Party, term: str, paper: PaperKind = PaperKind.COMPLAINT_COPY) -> Deadline:
    return set_deadline(
        case=party.case,
        term=term,
        holder=Holder.PARTY,
        party_id=party.pk,
        subject=f"party:{party.pk}",
        awaits=Awaited(paper, party.pk),
        by=SYSTEM,
    )


def served(party: Party, paper: PaperKind = PaperKind.COMPLAINT_COPY) -> dict[str, Deadline]:
    rows = start_deadlines(case=party.case, awaits=Awaited(paper, party.pk), start=SERVED, by=SYSTEM)
    return {row.term: row for row in rows}


def test_who_lives_abroad_has_thirty_days_to_answer_and_to_appeal(li: Party) -> None:
    move_home(party=li, home=Home.ABROAD, by=SYSTEM, today=SERVED)
    for term in ("answer", "jurisdiction_objection", "appeal_judgment", "appeal_ruling"):
        waits(li, term)
    found = served(li)
    assert {row.due for row in found.values()} == {date(2026, 12, 7)}, "5 December is a Saturday"
    assert any("第二百八十五条" in cite for cite in found["answer"].articles)
    assert any("第二百八十六条" in cite for cite in found["appeal_ruling"].articles)
    assert all(row.confirmed for row in found.values())
    assert not [fault for span in spans() for fault in INVARIANTS[0].find(span)]


def test_who_lives_here_has_the_ordinary_time_in_a_foreign_case_too(li: Party) -> None:
    record_facts(case=li.case, facts={FactKey.FOREIGN: True}, source="clerk", today=SERVED)
    waits(li, "answer")
    assert served(li)["answer"].due == date(2026, 11, 20)
    assert is_foreign(li.case).value


def test_hong_kong_follows_by_a_setting_that_is_marked(li: Party) -> None:
    move_home(party=li, home=Home.REGIONS, by=SYSTEM, today=SERVED)
    waits(li, "answer")
    row = served(li)["answer"]
    assert (row.due, row.confirmed) == (date(2026, 12, 7), False)
    assert "待确认" in row.note
    assert any("第五百四十九条" in cite for cite in row.articles)
    assert is_foreign(li.case).value
    CourtParameter.objects.filter(key="regions_as_foreign").update(value="0")
    waits(li, "answer")
    assert served(li)["answer"].due == date(2026, 11, 20)
    assert not is_foreign(li.case).value


def test_a_home_that_becomes_known_later_makes_running_terms_longer(li: Party) -> None:
    waits(li, "answer")
    waits(li, "appeal_judgment", PaperKind.JUDGMENT)
    assert served(li)["answer"].due == date(2026, 11, 20)
    Deadline.objects.filter(term="answer").update(state="lapsed", ended_on=date(2026, 11, 21))
    changed = move_home(party=li, home=Home.ABROAD, by=SYSTEM, today=date(2026, 11, 23))
    assert {row.term for row in changed} == {"answer", "appeal_judgment"}
    answer = Deadline.objects.get(term="answer")
    assert (answer.state, answer.due, answer.ended_on) == ("open", date(2026, 12, 7), None)
    assert served(li, PaperKind.JUDGMENT)["appeal_judgment"].due == date(2026, 12, 7)


def test_one_that_is_over_by_both_lengths_stays_over(li: Party) -> None:
    waits(li, "answer")
    served(li)
    Deadline.objects.update(state="lapsed", ended_on=date(2026, 11, 21))
    assert move_home(party=li, home=Home.ABROAD, by=SYSTEM, today=date(2026, 12, 8)) == []
    assert Deadline.objects.get().state == "lapsed"


def test_a_length_the_court_fixed_is_nobody_elses(li: Party) -> None:
    row = set_deadline(
        case=li.case, term="answer", holder=Holder.PARTY, party_id=li.pk, amount=20, start=SERVED, by=SYSTEM
    )
    assert move_home(party=li, home=Home.ABROAD, by=SYSTEM, today=SERVED) == []
    row.refresh_from_db()
    assert row.due == date(2026, 11, 25)
