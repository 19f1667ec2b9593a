"""A party without domicile in China and a foreign-related case are two facts (民诉法283, 285-287; 解释520, 549)."""

from __future__ import annotations

from common.law.abroad import Home, foreign_case, without_domicile
from common.law.articles import art
from tests.tables import rows

MAINLAND, REGIONS, ABROAD = Home


@rows(
    ("home", "alike", "longer", "confirmed"),
    [
        (MAINLAND, True, False, True),
        (MAINLAND, False, False, True),
        (ABROAD, True, True, True),
        (ABROAD, False, True, True),
        (REGIONS, True, True, False),
        (REGIONS, False, False, True),
    ],
)
def test_whose_terms_are_longer(home: Home, alike: bool, longer: bool, confirmed: bool) -> None:
    found = without_domicile(home, regions_alike=alike)
    assert (found.value, found.confirmed) == (longer, confirmed)
    assert bool(found.articles) == longer


@rows(
    ("facts", "homes", "alike", "foreign", "article"),
    [
        ({}, [MAINLAND, MAINLAND], True, False, None),
        ({"foreign": True}, [MAINLAND, MAINLAND], True, True, art("民诉解释", 520)),  # a foreigner who lives here
        ({}, [MAINLAND, ABROAD], False, True, art("民诉解释", 520)),
        ({}, [MAINLAND, REGIONS], True, True, art("民诉解释", 549)),
        ({"regions": True}, [MAINLAND], True, True, art("民诉解释", 549)),
        ({"regions": True}, [MAINLAND, REGIONS], False, False, None),
        ({"regions": True, "foreign": True}, [REGIONS], False, True, art("民诉解释", 520)),
    ],
)
def test_which_cases_have_no_trial_term(facts, homes, alike, foreign, article) -> None:
    found = foreign_case(**facts, homes=homes, regions_alike=alike)
    assert found.value == foreign
    assert found.articles == ((article,) if article else ())
