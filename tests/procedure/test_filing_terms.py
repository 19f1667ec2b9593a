"""The desk's term is that of the cause, in its own length: after a correction too, and where one of them changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from common.cases.models import Case, Deadline
from common.law import clock
from common.law.terms import filing_term, table
from common.people.models import User
from intake.review import actions
from tests.factories import UserFactory, court, staff
from tests.factories.intake import ZHANG_ID, by_user, make_filing
from tests.tables import rows
from yunfu_court.procedure.roads.dispute import LAPSES

DAY = date(2027, 1, 4)
LINES = {
    "the first changed": "filing_review,2027-01-01,10 days",
    "the second changed": "filing_review_corrected,2027-01-01,10 days",
}


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.at(DAY):
        yield


@pytest.fixture
def zhang(db: None) -> User:
    user: User = UserFactory(name="张三", phone="13800000001", verified=True, id_text=ZHANG_ID)
    return user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "first", "again"),
    [
        ("the first changed", date(2027, 1, 14), date(2027, 1, 11)),
        ("the second changed", date(2027, 1, 11), date(2027, 1, 14)),
    ],
)
def test_each_term_keeps_its_own_length(
    monkeypatch: pytest.MonkeyPatch, zhang: User, line: str, first: date, again: date
) -> None:
    monkeypatch.setattr(table, "TERMS", table.read([*table.source(), LINES[line]]))
    place = court("luoding")
    clerk = staff("clerk", place)
    filing = make_filing(user=zhang, court=place, today=DAY)
    assert Deadline.objects.get(case=filing.case, term="filing_review").due == first
    items = [{"question": "claims.interest_method", "code": "mismatch"}]
    correction = actions.ask_correction(filing=filing, items=items, days=7, by=by_user(clerk), today=DAY)
    values = {"claims.interest_method": "按年利率百分之六"}
    actions.answer_correction(correction=correction, values=values, by=by_user(zhang), today=DAY)
    row = Deadline.objects.get(case=filing.case, term="filing_review_corrected")
    assert (row.due, row.amount) == (again, None)


@rows(
    ("cause", "first", "again"),
    [
        ("108.3", "filing_review", "filing_review_corrected"),
        ("511", "filing_third_party_revocation", "filing_third_party_revocation"),
        ("512", "filing_enforcement_objection", "filing_enforcement_objection"),
    ],
)
def test_a_cause_has_its_own_term_that_leads_somewhere(cause: str, first: str, again: str) -> None:
    assert (filing_term(cause), filing_term(cause, corrected=True)) == (first, again)
    assert {first, again} <= set(LAPSES)


@pytest.mark.django_db
def test_a_revocation_is_examined_by_its_own_term(zhang: User) -> None:
    place = court("luoding")
    filing = make_filing(user=zhang, court=place, today=DAY, cause="511")
    row = Deadline.objects.get(case=filing.case)
    assert (row.term, row.due, row.name) == (
        "filing_third_party_revocation",
        date(2027, 2, 3),
        "第三人撤销之诉立案审查",
    )
    assert Case.objects.get(pk=filing.case_id).cause == "511"
