"""Where a suit may be brought, by place and by level."""

from datetime import date

from common.law.articles import art
from common.law.jurisdiction import Level, LevelRule, Places, hint, level
from tests.tables import rows

LUODING, YUNCHENG, YUNAN, XINXING = "445381", "445302", "445322", "445321"


@rows(
    ("code", "places", "expected", "article"),
    [
        ("2", {"defendant_domicile": LUODING}, [LUODING, None], art("民诉法", 29)),
        ("14", {"defendant_domicile": LUODING}, [LUODING], art("民诉法", 22)),
        ("14", {"defendant_domicile": LUODING, "defendant_residence": YUNAN}, [YUNAN], art("民诉法", 22)),
        ("108.3", {"defendant_domicile": LUODING, "performance": YUNAN}, [LUODING, YUNAN], art("民诉法", 24)),
        ("108.3", {"defendant_domicile": LUODING, "agreed": XINXING}, [XINXING], art("民诉法", 35)),
        ("14", {"defendant_domicile": LUODING, "agreed": XINXING}, [LUODING], art("民诉法", 22)),
        ("411", {"defendant_domicile": LUODING, "accident": YUNAN}, [LUODING, YUNAN, None], art("民诉法", 30)),
        ("29", {"defendant_domicile": LUODING, "main_estate": YUNAN}, [YUNAN, None], art("民诉法", 34, 1, 3)),
        ("38.1", {"defendant_domicile": LUODING, "property": YUNAN}, [YUNAN], art("民诉法", 34, 1, 1)),
        ("38.1", {"defendant_domicile": LUODING}, [LUODING], art("民诉法", 22)),
        ("116.2", {"property": YUNAN, "agreed": XINXING}, [YUNAN], art("民诉解释", 28, 2)),
        ("120.3", {"property": YUNAN}, [YUNAN], art("民诉解释", 28, 2)),
        ("55.2", {"property": YUNAN}, [YUNAN], art("民诉解释", 28, 1)),
        ("371", {"defendant_domicile": LUODING, "insured_object": YUNAN}, [LUODING, YUNAN], art("民诉法", 25)),
        ("372", {"defendant_domicile": LUODING, "insured_domicile": YUNAN}, [LUODING, YUNAN], art("民诉解释", 21, 2)),
        ("304", {"company": YUNCHENG, "defendant_domicile": LUODING}, [YUNCHENG], art("民诉法", 27)),
        ("378", {"payment": YUNCHENG, "defendant_domicile": LUODING}, [LUODING, YUNCHENG], art("民诉法", 26)),
        (
            "14",
            {"plaintiff_domicile": YUNAN, "defendant_domicile": LUODING, "defendant_abroad_or_missing": True},
            [YUNAN],
            art("民诉法", 23),
        ),
        (
            "108.3",
            {"plaintiff_domicile": YUNAN, "defendant_domicile": LUODING, "defendant_detained": True},
            [YUNAN],
            art("民诉法", 23),
        ),
        (
            "14",
            {"plaintiff_domicile": YUNAN, "defendant_domicile": LUODING, "defendant_away_over_a_year": True},
            [LUODING, YUNAN],
            art("民诉解释", 12),
        ),
        ("22.1", {"plaintiff_domicile": YUNAN, "defendant_domicile": LUODING}, [LUODING, YUNAN], art("民诉解释", 9)),
        ("372", {"insured_domicile": YUNAN, "defendant_domicile": LUODING}, [LUODING, YUNAN], art("民诉法", 25)),
    ],
)
def test_places(code, places, expected, article):
    found = hint(code, Places(**places))
    assert [each.place for each in found.value] == expected
    assert article in found.articles
    assert found.confirmed


def test_several_courts_leave_the_choice_to_the_plaintiff():
    assert art("民诉法", 36) in hint("108.3", Places(defendant_domicile=LUODING, performance=YUNAN)).articles
    assert art("民诉法", 36) not in hint("14", Places(defendant_domicile=LUODING)).articles


def test_exclusive_is_said():
    assert all(each.exclusive for each in hint("29", Places(main_estate=YUNAN)).value)
    assert not any(each.exclusive for each in hint("14", Places(defendant_domicile=LUODING)).value)


def test_labour_rests_on_a_text_not_held():
    found = hint("205.5", Places(employer=YUNCHENG, workplace=YUNAN))
    assert [each.place for each in found.value] == [YUNCHENG, YUNAN]
    assert not found.confirmed


DAY = date(2026, 3, 2)
BILLION = 10**11


@rows(
    ("amount", "facts", "expected", "confirmed"),
    [
        (None, {}, Level.BASIC, True),
        (1_000_000, {}, Level.BASIC, True),
        (BILLION // 2 - 1, {}, Level.BASIC, False),
        (BILLION // 2, {}, Level.INTERMEDIATE, False),
        (BILLION // 10, {"one_outside_province": True}, Level.INTERMEDIATE, False),
        (BILLION // 10, {}, Level.BASIC, False),
        (None, {"major_foreign": True}, Level.INTERMEDIATE, True),
        (None, {"great_influence": True}, Level.INTERMEDIATE, True),
    ],
)
def test_level(amount, facts, expected, confirmed):
    found = level(amount, DAY, **facts)
    assert (found.value, found.confirmed) == (expected, confirmed)


def test_the_threshold_is_a_setting():
    rules = (LevelRule(date(2026, 1, 1), 100, 50, confirmed=True),)
    assert level(100, DAY, rules=rules).value is Level.INTERMEDIATE
    assert level(100, DAY, rules=rules).confirmed
    assert level(100, date(2025, 12, 31), rules=rules).value is Level.BASIC
