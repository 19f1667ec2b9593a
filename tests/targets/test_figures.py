"""Values, distances, pace and sentences, as tables."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from yunfu_court.targets.figures import Figure, count_words, headline, pace, pace_words, total
from yunfu_court.targets.indicators import BY_KEY, INDICATORS, percent
from yunfu_court.targets.periods import Period, chosen

NOV = date(2026, 11, 23)


THE_NINE = {
    *("online_filing", "online_payment", "online_mediation", "key_area", "fast_track", "centre_coverage"),
    *("third_mediation", "third_fast", "third_full"),
}


def test_the_nine_and_their_thresholds() -> None:
    """实施意见3, 5, 6, 7, 10, 14."""
    nine = [each for each in INDICATORS if each.key in THE_NINE]  # others may join them (CONTRIBUTING, "An indicator")
    assert [(each.key, str(each.threshold), each.article.number) for each in nine] == [
        ("online_filing", "3/5", "14"),
        ("online_payment", "1/2", "14"),
        ("online_mediation", "3/10", "7"),
        ("key_area", "3/10", "6"),
        ("fast_track", "7/10", "10"),
        ("centre_coverage", "1", "5"),
        ("third_mediation", "1/3", "3"),
        ("third_fast", "1/3", "3"),
        ("third_full", "1/3", "3"),
    ]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        # 济源两级法院 2021 (dossier 8.2): the published shares come out of the same formula.
        ((113 - 0, 0, 79, 95, 0, 48), "89.7%"),
        ((11232, 550, 11263, 6218, 46, 3377), "83.8%"),
    ],
)
def test_online_filing_reproduces_the_published_figures(counts: tuple[int, ...], words: str) -> None:
    online, asked, suits, mediations, papers, sued = counts
    found = {
        "registered.online": online,
        "asked.online": asked,
        "registered.other": suits - online,
        "presuit.opened": mediations,
        "presuit_paper.sought": papers,
        "presuit_failed.sued": sued,
    }
    indicator = BY_KEY["online_filing"]
    assert Figure(indicator, total(indicator.above, found), total(indicator.below, found)).words == words


@pytest.mark.parametrize(
    ("key", "above", "below", "distance"),
    [
        ("online_filing", 60, 100, "已达到目标"),
        ("online_filing", 5999, 10000, "还差 0.1 个百分点"),
        ("online_mediation", 30, 100, "还差 0.1 个百分点"),  # 超过: thirty itself is not enough
        ("online_mediation", 301, 1000, "已达到目标"),
        ("online_payment", 479, 1000, "还差 2.1 个百分点"),
        ("third_mediation", 1, 3, "已达到目标"),
        ("third_mediation", 3333, 10000, "还差 0.1 个百分点"),
        ("third_full", 1, 3, "已达到目标"),
        ("third_full", 40, 100, "高出 6.7 个百分点"),
        ("fast_track", 0, 0, "暂无数据"),
    ],
)
def test_distance_in_words(key: str, above: int, below: int, distance: str) -> None:
    assert Figure(BY_KEY[key], above, below).distance == distance


@pytest.mark.parametrize(
    ("value", "words"),
    [(Fraction(632, 1000), "63.2%"), (Fraction(3, 5), "60%"), (Fraction(1, 3), "33.3%"), (Fraction(2, 3), "66.7%"),
     (Fraction(0), "0%"), (Fraction(9995, 10000), "100%"), (Fraction(-1, 100), "-1%")],
)  # fmt: skip
def test_percent(value: Fraction, words: str) -> None:
    assert percent(value) == words


def test_pace_says_how_many_more_a_week() -> None:
    """300 of 700 paid online; lately 10 a day, 4 of them online. 38 days are left: 1,080 in all, 540 wanted, 452 to be
    expected, so 88 are missing: 17 a week."""
    figure = Figure(BY_KEY["online_payment"], 300, 700)
    found = pace(figure, (400, 1000), 100, NOV)
    assert (found.weeks, found.extra, found.reachable) == (6, 17, True)
    assert pace_words(figure, found) == "余下 6 周每周需多 17 件"


def test_pace_when_it_is_met_out_of_reach_or_over() -> None:
    met = Figure(BY_KEY["online_payment"], 600, 1000)
    assert pace_words(met, pace(met, (60, 100), 90, NOV)) == "按近三个月的节奏，年底约 60%"
    far = Figure(BY_KEY["online_payment"], 10, 1000)
    assert "年内难以达到" in pace_words(far, pace(far, (1, 50), 90, NOV))
    assert pace_words(met, pace(met, (60, 100), 90, date(2026, 12, 31))) == ""
    none = Figure(BY_KEY["online_payment"], 0, 0)
    assert pace_words(none, pace(none, (0, 0), 90, NOV)) == ""
    high = Figure(BY_KEY["third_full"], 400, 1000)
    assert "每周需少" in pace_words(high, pace(high, (90, 200), 90, NOV))


def figures(**values: tuple[int, int]) -> list[Figure]:
    return [Figure(each, *values.get(each.key, (0, 0))) for each in INDICATORS]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "还没有可以计算的数据"),
        ({"online_filing": (61, 100)}, "有数据的一项指标全部达到目标"),
        ({"online_payment": (479, 1000)}, "只有网上缴费率还差一点：47.9%，还差 2.1 个百分点"),
        ({"online_payment": (479, 1000), "key_area": (29, 100)}, "两项还差一点，网上缴费率最要紧"),
        ({"online_payment": (30, 100), "key_area": (29, 100)}, "两项没有达到目标，网上缴费率最要紧"),
    ],
)
def test_the_sentence_on_top(values: dict[str, tuple[int, int]], words: str) -> None:
    assert headline(figures(**values)) == words


def test_all_met() -> None:
    good = {each.key: (each.threshold.numerator, each.threshold.denominator) for each in INDICATORS}
    assert (
        headline(figures(**good | {"online_mediation": (31, 100)}))
        == f"{count_words(len(INDICATORS))}项指标全部达到目标"
    )


@pytest.mark.parametrize(
    ("start", "end", "months", "edges"),
    [
        ((1, 1), (11, 23), ((1, 1), (10, 1)), [((11, 1), (11, 23))]),
        ((1, 1), (12, 31), ((1, 1), (12, 1)), []),
        ((3, 15), (4, 10), None, [((3, 15), (4, 10))]),
        ((2, 27), (4, 10), ((3, 1), (3, 1)), [((2, 27), (2, 28)), ((4, 1), (4, 10))]),
        ((5, 6), (5, 6), None, [((5, 6), (5, 6))]),
    ],
)
def test_a_period_splits_into_whole_months_and_days(start, end, months, edges) -> None:
    def day(pair: tuple[int, int]) -> date:
        return date(2026, *pair)

    found = Period("", day(start), day(end)).split()
    assert found == (months and (day(months[0]), day(months[1])), [(day(a), day(b)) for a, b in edges])


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ({}, date(2026, 1, 1), NOV),
        ({"period": "quarter"}, date(2026, 10, 1), NOV),
        ({"period": "month"}, date(2026, 11, 1), NOV),
        ({"period": "last_year"}, date(2025, 1, 1), date(2025, 12, 31)),
        ({"period": "custom", "start": "2026-02-03", "end": "2027-01-01"}, date(2026, 2, 3), NOV),
        ({"period": "custom", "start": "2026-13-03"}, date(2026, 1, 1), NOV),
    ],
)
def test_chosen_period(asked: dict[str, str], start: date, end: date) -> None:
    period, _ = chosen(asked, NOV)
    assert (period.start, period.end) == (start, end)
