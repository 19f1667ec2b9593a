"""Where a suit may be brought, by place and by level."""

from datetime import date

from common.law import causes
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
        ("38.1", {"defendant_domicile": LUODING}, [LUODING, None], art("民诉法", 34, 1, 1)),
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


@rows(
    ("code", "place", "second", "article"),
    [
        ("287.4", "performance", YUNAN, art("民诉法", 24)),  # 乡镇企业承包经营合同
        ("298", "performance", YUNAN, art("民诉法", 24)),  # 股权转让
        ("319", "performance", YUNAN, art("民诉法", 24)),  # 退伙
        ("346.2", "performance", YUNAN, art("民诉法", 24)),  # 国债回购合同
        ("357", "performance", YUNAN, art("民诉法", 24)),  # 期货经纪合同
        ("203", "performance", YUNAN, art("民诉法", 24)),  # 网络虚拟财产合同
        ("393", "performance", YUNAN, art("民诉法", 24)),  # 信用证融资
        ("306", "tort", YUNAN, art("民诉法", 29)),  # 损害公司利益责任
        ("352.1", "tort", YUNAN, art("民诉法", 29)),  # 证券内幕交易责任
        ("77", "tort", YUNAN, art("民诉法", 29)),  # 占有物损害赔偿
        ("57", "tort", YUNAN, art("民诉法", 29)),  # 自然资源资产损害赔偿
        ("204", "plaintiff_domicile", YUNAN, art("民诉解释", 25)),  # 侵害网络虚拟财产权益
        ("373", "insured_object", YUNAN, art("民诉法", 25)),  # 再保险合同
    ],
)
def test_a_cause_is_answered_by_its_family(code, place, second, article):
    found = hint(code, Places(**{"defendant_domicile": LUODING, place: second}))
    assert [each.place for each in found.value if each.place] == [LUODING, second]
    assert article in found.articles


@rows("code", ["47.3", "65.1", "68", "69", "70"])
def test_what_is_about_land_by_its_name_has_the_court_of_the_land_alone(code):
    assert [(each.place, each.exclusive) for each in hint(code, Places(property=YUNAN)).value] == [(YUNAN, True)]
    assert [each.place for each in hint(code, Places(defendant_domicile=LUODING)).value] == [None]


def test_what_the_list_calls_by_a_patent_has_the_courts_of_patents():
    for each in causes.all_causes():
        named = any("专利" in causes.cause(code).name for code in causes.lineage(each.code))
        courts = [found.reason for found in hint(each.code, Places(defendant_domicile=LUODING)).value]
        assert any(reason.startswith("知识产权法院、最高人民法院") for reason in courts) is named, each


def test_of_a_thing_the_court_of_the_land_is_named_while_nobody_said_that_it_moves():
    found = hint("56.2", Places(defendant_domicile=LUODING)).value
    assert [each.place for each in found] == [LUODING, None]
    assert "不动产" in found[1].reason
    assert [each.place for each in hint("42", Places(property=YUNAN, defendant_domicile=LUODING)).value] == [
        LUODING,
        None,
    ]


def test_only_what_the_law_leaves_there_has_the_defendants_court_alone():
    """民诉法22. Family and status; who owns data, a share or a bond; what is neither contract nor tort nor 民诉法27."""
    left = {
        each.code.partition(".")[0]
        for each in causes.all_causes()
        if each.selectable and [one.reason for one in hint(each.code, Places()).value] == ["被告住所地"]
    }
    family = {str(code) for code in range(12, 29)}
    owned = {"199", "202", "276", "340", "351", "368", "370"}
    company = {"293", "294", "300", "302", "308", *(str(code) for code in range(321, 327))}
    assert left == family | owned | company | {"500", "501"}


def test_several_courts_leave_the_choice_to_the_plaintiff():
    assert art("民诉法", 36) in hint("108.3", Places(defendant_domicile=LUODING, performance=YUNAN)).articles
    assert art("民诉法", 36) not in hint("14", Places(defendant_domicile=LUODING)).articles


def test_exclusive_is_said():
    assert all(each.exclusive for each in hint("29", Places(main_estate=YUNAN)).value)
    assert not any(each.exclusive for each in hint("14", Places(defendant_domicile=LUODING)).value)


def test_labour_goes_to_the_employer_or_the_workplace():
    found = hint("205.5", Places(employer=YUNCHENG, workplace=YUNAN))
    assert [each.place for each in found.value] == [YUNCHENG, YUNAN]
    assert found.articles[0] == art("劳动争议解释", 3)
    assert found.confirmed


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


@rows(
    ("code", "places", "expected", "article", "outside"),
    [
        ("511", {"defendant_domicile": LUODING}, [None], art("民诉法", 59, 3), False),
        ("511", {"defendant_domicile": LUODING, "judging_court": YUNAN}, [YUNAN], art("民诉解释", 290), False),
        ("512", {"enforcing_court": YUNAN}, [YUNAN], art("民诉解释", 302), False),
        ("514", {"enforcing_court": YUNAN, "agreed": LUODING}, [YUNAN], art("民诉解释", 510), False),
        ("269", {"defendant_domicile": LUODING}, [None], art("民诉解释", 2, 2), True),  # 港口作业纠纷
        ("491", {"defendant_domicile": LUODING}, [None], art("民诉解释", 2, 2), True),
        ("167.3", {"defendant_domicile": LUODING, "tort": LUODING}, [None], art("民诉解释", 2, 1), True),
        ("152.3", {"defendant_domicile": LUODING}, [None], art("民诉解释", 2, 1), True),
        ("196", {"defendant_domicile": LUODING}, [None], art("级别管辖"), True),
        ("333", {"defendant_domicile": LUODING}, [None], art("企业破产法", 21), False),
        (
            "481",
            {"plaintiff_residence": YUNAN, "defendant_residence": LUODING},
            [YUNAN, LUODING, None],
            art("反家暴法", 25),
            False,
        ),
        ("451", {"property": YUNAN, "defendant_domicile": LUODING}, [YUNAN, None], art("民诉法", 207), False),
        ("458", {"defendant_domicile": LUODING, "plaintiff_domicile": YUNAN}, [LUODING], art("民诉解释", 23), False),
        ("456", {"defendant_domicile": LUODING}, [], None, False),  # in no text held here: nothing is offered
    ],
)
def test_a_court_that_no_district_leads_to(code, places, expected, article, outside):
    """Nothing falls back on the defendant's domicile, and no agreement goes against it."""
    found = hint(code, Places(**places))
    assert [each.place for each in found.value] == expected
    assert all(each.named and each.exclusive and each.outside == outside for each in found.value)
    assert article is None or article in found.articles
    assert art("民诉法", 22) not in found.articles
    assert found.confirmed == (code not in ("167.3", "152.3", "196", "333", "456"))


def test_every_cause_has_an_answer_and_none_of_the_special_ones_the_general_one():
    for each in causes.all_causes():
        found = hint(each.code, Places(defendant_domicile=LUODING))
        assert found.value or not found.confirmed


@rows(
    ("code", "places", "expected", "article"),
    [
        # 解释8: both detained, and the defendant for over a year
        (
            "108.3",
            {
                "defendant_domicile": LUODING,
                "plaintiff_domicile": YUNAN,
                "defendant_detained": True,
                "plaintiff_detained": True,
            },
            [LUODING],
            art("民诉解释", 8),
        ),
        (
            "108.3",
            {
                "defendant_domicile": LUODING,
                "detention": XINXING,
                "defendant_detained": True,
                "plaintiff_detained": True,
                "defendant_detained_over_a_year": True,
            },
            [XINXING],
            art("民诉解释", 8),
        ),
        # 解释12(2): both away for over a year
        (
            "14",
            {
                "defendant_domicile": LUODING,
                "plaintiff_domicile": YUNAN,
                "defendant_away_over_a_year": True,
                "plaintiff_away_over_a_year": True,
                "defendant_residence": XINXING,
            },
            [XINXING],
            art("民诉解释", 12, 2),
        ),
        (
            "14",
            {
                "defendant_domicile": LUODING,
                "plaintiff_domicile": YUNAN,
                "defendant_away_over_a_year": True,
                "plaintiff_away_over_a_year": True,
                "defendant_living": YUNCHENG,
            },
            [YUNCHENG],
            art("民诉解释", 12, 2),
        ),
        # 解释19: leases, unless the contract names a place
        ("117", {"defendant_domicile": LUODING, "leased_use": YUNAN}, [LUODING, YUNAN], art("民诉解释", 19)),
        (
            "117",
            {"defendant_domicile": LUODING, "leased_use": YUNAN, "performance": XINXING},
            [LUODING, XINXING],
            art("民诉法", 24),
        ),
        # 解释20: bought through the network
        ("88.8", {"defendant_domicile": LUODING, "goods_received": YUNAN}, [LUODING, YUNAN], art("民诉解释", 20)),
        (
            "88.8",
            {"defendant_domicile": LUODING, "buyer_domicile": YUNAN, "delivered_online": True},
            [LUODING, YUNAN],
            art("民诉解释", 20),
        ),
        (
            "88",
            {"defendant_domicile": LUODING, "goods_received": YUNAN, "bought_online": True},
            [LUODING, YUNAN],
            art("民诉解释", 20),
        ),
        (
            "88.8",
            {"defendant_domicile": LUODING, "goods_received": YUNAN, "performance": XINXING},
            [LUODING, XINXING],
            art("民诉法", 24),
        ),
        # 解释21(1): a vehicle, or goods on the way
        (
            "371",
            {"defendant_domicile": LUODING, "insured_moves": True, "vehicle_registration": YUNAN, "accident": XINXING},
            [LUODING, YUNAN, XINXING, None, None],
            art("民诉解释", 21, 1),
        ),
        # 解释25: through the network
        (
            "164.13",
            {"defendant_domicile": LUODING, "plaintiff_domicile": YUNAN},
            [LUODING, YUNAN, None],
            art("民诉解释", 25),
        ),
        (
            "2",
            {"defendant_domicile": LUODING, "plaintiff_domicile": YUNAN, "done_online": True},
            [LUODING, YUNAN, None],
            art("民诉解释", 25),
        ),
        # 民诉法276: a defendant without domicile in China
        (
            "108.3",
            {"plaintiff_domicile": YUNAN, "performance": YUNAN, "defendant_without_domicile": True},
            [YUNAN, None],
            art("民诉法", 276),
        ),
        ("14", {"plaintiff_domicile": YUNAN, "defendant_without_domicile": True}, [YUNAN], art("民诉法", 23)),
    ],
)
def test_places_of_the_interpretation(code, places, expected, article):
    found = hint(code, Places(**places))
    assert [each.place for each in found.value] == expected
    assert article in found.articles


def test_the_level_stands_beside_the_place():
    """民诉法19: by the amount (a setting), and in the public interest whatever it is worth (解释283)."""
    here = Places(defendant_domicile=LUODING)
    assert {each.level for each in hint("108.3", here, amount_fen=1_000_000, received=DAY).value} == {Level.BASIC}
    large = hint("108.3", here, amount_fen=BILLION, received=DAY)
    assert {each.level for each in large.value} == {Level.INTERMEDIATE}
    assert (art("民诉法", 19, 1, 3) in large.articles, large.confirmed) == (True, False)
    assert {each.level for each in hint("502", here).value} == {Level.INTERMEDIATE}
    assert level(None, DAY, cause="502").value is Level.INTERMEDIATE
