"""Each formula against another way of counting it, over a grid: decimals, day by day, year by year."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from mediation.damages.rules.kinds import answer_row
from mediation.damages.rules.settings import SHIPPED, book
from tests.tables import rows

BOOK = book(date(2026, 6, 1))
D = Decimal


def asked(kind, **inputs):
    return D(answer_row(kind, json.dumps(inputs, default=str), BOOK)[0])


def cents(value):
    return D(value).quantize(D("0.01"), ROUND_HALF_UP)


def paid_years(age):
    """One by one, as the article says it."""
    left = 20
    for birthday in range(61, age + 1):
        left = left - 1 if birthday < 75 else 5
    return left


def test_disability_death_and_dependants_at_every_age():
    for age in range(100):
        assert asked("death", age=age, urban_income="59307") == 59307 * paid_years(age)
        for grade in range(1, 11):
            expected = cents(D(59307) * paid_years(age) * (D(110) - grade * 10) / 100)
            assert asked("disability", age=age, grade=grade, urban_income=59307) == expected
        if age >= 18:
            assert asked("dependant_adult", adult_age=age, supporters=3, consumption=39333) == cents(
                D(39333) * paid_years(age) / 3
            )
        else:
            assert asked("dependant_child", child_age=age, supporters=2, consumption=39333) == cents(
                D(39333) * (18 - age) / 2
            )


def test_dependants_year_by_year_never_above_the_consumption():
    people = [(years, supporters) for years in (1, 9, 10, 17) for supporters in (1, 2, 3)]
    for group in itertools.combinations(people, 3):
        for k in (D("0.3"), D(1)):
            total = D(0)
            for year in range(1, 21):
                part = sum((k / supporters for years, supporters in group if years >= year), D(0))
                total += min(part, D(1)) * 39333
            listed = [{"age": 18 - years, "supporters": supporters} for years, supporters in group]
            assert abs(asked("dependants", dependants=listed, k=k, consumption=39333) - total) <= D("0.01")
    # Two parents' parts and a whole child: nine years of the consumption, not ten.
    assert asked("dependants_cap", consumption=100, dependants=[[9, 1], [17, 1]]) == 900


def test_compulsory_insurance_before_and_after_the_new_limits():
    limits = {
        ("2020-09-18", True): (110000, 10000, 2000), ("2020-09-19", True): (180000, 18000, 2000),
        ("2020-09-18", False): (11000, 1000, 100), ("2020-09-19", False): (18000, 1800, 100),
    }  # fmt: skip
    for ((day, fault), most), loss in itertools.product(limits.items(), (0, 100, 1000, 18000, 200000)):
        found = asked("ci", death_disability=loss, medical=loss, property=loss, accident_date=day, fault=fault)
        assert found == sum(min(loss, each) for each in most)


def test_the_order_of_payment_adds_up():
    for loss, share, limit in itertools.product((50000, 300000, 2000000), ("0.3", "0.7", "1"), (0, 100000, 1000000)):
        given = {"death_disability": loss, "medical": 40000, "property": 3000, "accident_date": "2025-01-02"}
        first = min(loss, 180000) + 18000 + 2000
        rest = loss + 43000 - first
        borne = D(rest) * D(share)
        assert asked("traffic_total", **given, fault_share=share, tpl_limit=limit) == cents(first + borne)
        policy = asked("commercial_after_ci", rest=rest, fault_share=share, tpl_limit=limit)
        assert policy == cents(min(borne, D(limit)))
        driver = asked("tortfeasor", rest=rest, fault_share=share, tpl_limit=limit)
        victim = asked("victim_bears", rest=rest, victim_share=str(1 - D(share)))
        assert policy + driver + victim == rest


def half_years(start, end):
    """Severance by stepping a month at a time on the calendar."""
    stop, months = end + timedelta(days=1), 0
    while _plus(start, months + 1) <= stop:
        months += 1
    part = _plus(start, months) < stop
    rest = months % 12
    return D(months // 12) + (1 if rest >= 6 else D("0.5") if rest or part else 0)


def _plus(day, months):
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def test_severance_over_days_of_service():
    for start in (date(2019, 4, 1), date(2020, 2, 29), date(2021, 8, 31)):
        for days in (1, 30, 31, 180, 181, 184, 364, 365, 366, 549, 913, 2000):
            end = start + timedelta(days=days - 1)
            n = half_years(start, end)
            assert asked("severance", start=start, end=end, avg12=6000) == 6000 * n
            assert asked("illegal_dismissal_2N", start=start, end=end, avg12=6000) == 12000 * n
            assert asked("severance_with_notice", start=start, end=end, avg12=6000, last_month=7000) == 6000 * n + 7000
    assert asked("severance", n=15, avg12=24000, local_avg=8000) == 360000  # not above three times: no cap
    assert asked("severance", n=15, avg12=24001, local_avg=8000) == 288000
    assert asked("severance", n=2, avg12=1000, min_wage=1900) == 3800


def test_double_wages_by_month():
    start = date(2025, 3, 31)
    for months in range(20):
        signed = _plus(start, months)
        expected = min(max(months - 1, 0), 11)
        assert asked("double_wage", start=start, signed=signed, month_wage=5000) == 5000 * expected
    # From 10 to 19 May 2026 eight working days (9 and 10 May are a weekend with a made-up day).
    part = asked("double_wage_partial", start="2026-01-10", signed="2026-05-20", month_wage=4350, work_days=8)
    assert part == 4350 * 3 + 1600


@rows(
    ("kind", "inputs", "expected"),
    [
        ("medical", {"receipts": [100, "20.5"], "future": 9.5}, "130.00"),
        ("transport", {"tickets": [10, 20]}, "30.00"),
        ("nutrition", {"daily": 30, "days": 60}, "1800.00"),
        ("lost_wages", {"before": 6000, "during": 2000, "months": 3}, "12000.00"),
        ("lost_wages", {"income_3y": [60000, 72000, 87000], "days": 100}, "20000.00"),
        ("lost_wages", {"trade_wage_year": 73000, "days": 90}, "18000.00"),
        ("lost_wages", {"daily": 200, "injury_date": "2026-01-01", "assessed": "2026-01-31"}, "6000.00"),
        ("nursing", {"daily": 100, "years": 25}, "730000.00"),
        ("aids", {"price": 5000, "years": 20, "cycle_years": 3}, "35000.00"),
        ("funeral", {"avg_wage_month": 10000}, "60000.00"),
        ("comparative_fault", {"total": 100000, "insurance": 20000, "defendant_share": "70%"}, "56000.00"),
        ("several_victims", {"losses": [200000, 100000], "limit": 180000}, "120000.00"),
        ("several_victims", {"losses": [20000, 10000], "limit": 180000}, "20000.00"),
        ("several_cars", {"loss": 500000, "limits": [180000, 18000]}, "180000.00"),
        ("vehicle_damage", {"repair": 3000, "towing": 500, "daily": 400, "days": 5}, "5500.00"),
        ("overtime", {"month_wage": 5220, "hours_workday": 10, "hours_rest": 8, "hours_holiday": 8}, "1650.00"),
        ("overtime_300", {"month_wage": 5220, "hours": 8}, "720.00"),
        ("overtime", {"month_wage": 5220, "days": 1, "day_kind": "rest"}, "480.00"),
        ("annual_leave", {"month_wage": 6525, "days": 5}, "3000.00"),
        ("annual_leave", {"month_wage": 6525, "total_years": 10, "taken": 4}, "3600.00"),
        ("annual_leave", {"month_wage": 6525, "entitled": 5, "taken": 5, "days_elapsed": 100}, "0.00"),
        ("annual_leave_days", {"total_years": 20}, "15.00"),
        ("notice_pay", {"last_month_wage": 6100}, "6100.00"),
        ("arrears_surcharge", {"owed": 10000, "ratio": "0.5"}, "5000.00"),
        ("non_compete", {"avg12": 5000, "min_wage": 1900, "months": 2}, "3800.00"),
        ("final_award", {"min_wage": 1900, "items": [22800, 22801]}, "22800.00"),
        ("unpaid_wages", {"month_wage": 5000, "months": 3, "paid": 4000}, "11000.00"),
        ("cap_rate", {"contract": "2025-06-01"}, "12.00"),
        ("cap_4lpr", {"principal": 100000, "agreed": 24, "lpr": 3.1, "years": 1}, "12400.00"),
        ("loan", {"principal": 100000, "agreed": 24, "contract": "2024-07-22", "to": "2025-07-22"}, "13400.00"),
        ("loan", {"principal": 100000, "agreed": 10, "contract": "2024-07-22", "to": "2025-07-22"}, "10000.00"),
        ("no_interest", {"principal": 100000}, "0.00"),
        ("old_limits", {"principal": 100000, "agreed": 30, "years": 1}, "24000.00"),
        ("old_limits", {"principal": 100000, "agreed": 48, "years": 1, "paid": 48000}, "12000.00"),
        ("old_limits", {"principal": 100000, "agreed": 30, "years": 1, "paid": 30000}, "0.00"),
        ("overdue", {"principal": 73000, "overdue_rate": 18, "penalty": 1000, "lpr": 3, "days": 365}, "8760.00"),
        ("overdue", {"principal": 73000, "overdue_rate": 6, "days": 100, "lpr": 3}, "1200.00"),
        ("bank_loan", {"principal": 36000, "rate": 18, "days": 100, "day_base": 360}, "1800.00"),
        ("several_debts", {"paid": 150, "debts": [{"amount": 100, "secured": True}, {"amount": 100}]}, "50.00"),
        ("order_costs", {"principal": 100, "interest": 10, "costs": 5, "paid": 12}, "100.00"),
        ("property_fee", {"area": "98.5", "price": "2.2", "months": 3}, "650.10"),
        ("fee_refund", {"prepaid": 1200, "months": 12, "months_left": 5}, "500.00"),
        ("late_price", {"price": 100000, "lpr": 3, "days": 365, "plus": 0.5}, "4500.00"),
        ("liquidated", {"agreed": 1000, "loss": 1000}, "1000.00"),
        ("earnest", {"price": 100000, "deposit": 15000}, "30000.00"),
        ("earnest", {"price": 100000, "deposit": 30000}, "50000.00"),
        ("instalment_fifth", {"price": 50000, "unpaid": 9000}, "10000.00"),
        ("replacement_deal", {"contract_price": 100, "replacement_price": 120, "quantity": 10}, "200.00"),
        ("fraud", {"price": 166.67}, "666.68"),
        ("fraud", {"price": 166}, "666.00"),
        ("known_defect", {"loss": 10000}, "30000.00"),
        ("food", {"price": 20, "loss": 0}, "1000.00"),
        ("food", {"price": 200, "loss": 3000}, "12000.00"),
        ("food", {"price": 200}, "2200.00"),
        ("food", {"price": 200, "label_only": True}, "0.00"),
        ("knowing_buyer", {"price": 50, "qty": 100, "reasonable": 4}, "7000.00"),
        ("prepaid", {"paid": 800, "face": 1000, "used": 400, "fault": "merchant"}, "480.00"),
        ("prepaid", {"paid": 800, "face": 1000, "used": 400, "fault": "consumer"}, "400.00"),
        ("prepaid_unlimited", {"paid": 3650, "total_days": 365, "days_used": 100}, "2650.00"),
        ("prepaid_consumer", {"paid": 1000, "times": 10, "used": 4, "full_price": 150}, "400.00"),
        ("prepaid_merchant", {"paid": 1000, "times": 10, "used": 4, "full_price": 150}, "600.00"),
        ("child_support", {"month_income": 8000, "ratio": "0.5", "children": 2}, "4000.00"),
        ("support_arrears", {"monthly": 1000, "months": 6, "paid": 500}, "5500.00"),
        ("delay", {"principal": 100000, "days": 100}, "1750.00"),
        ("delay", {"principal": 100000, "payments": [[40, 60000]], "days": 100}, "1120.00"),
        ("delay", {"principal": 100000, "paid": 60000, "paid_day": 40, "days": 100}, "1120.00"),
        ("dependants", {"consumption": 100, "dependants": [[9, "1/2"], [10, 1]]}, "1000.00"),
        ("delay", {"principal": 100000, "days": 110, "suspended_days": 10}, "1750.00"),
        ("delay_non_money", {"loss": 500}, "1000.00"),
        ("securities", {"qty": 100, "avg_buy": 20, "base_price": 15, "commission_rate": 0.002}, "501.00"),
    ],
)  # fmt: skip
def test_one_of_each_by_hand(kind, inputs, expected):
    assert asked(kind, **inputs) == D(expected)


def test_interest_by_lpr_day_by_day():
    table = [(row.since, D(row.text)) for row in SHIPPED["lpr_1y"]]
    for start, days, times in itertools.product((date(2019, 8, 20), date(2024, 7, 1)), (1, 25, 400), (1, 4)):
        total = D(0)
        for place in range(days):
            day = start + timedelta(days=place)
            rate = next(rate for since, rate in reversed(table) if since <= day)
            total += D(100000) * rate * times / 100 / 365
        found = asked(
            "lpr_interest", principal=100000, **{"from": start}, to=start + timedelta(days=days), multiple=times
        )
        assert abs(found - total) <= D("0.01")


def test_straddling_day_by_day():
    for begun, agreed in itertools.product((date(2019, 9, 1), date(2020, 8, 19)), (12, 24, 36)):
        end, total = date(2021, 8, 20), D(0)
        for place in range((end - begun).days):
            day = begun + timedelta(days=place)
            rate = min(D(agreed), D(24) if day < date(2020, 8, 20) else D("15.4"))
            total += D(10000) * rate / 100 / 365
        given = {"contract": begun, "principal": 10000, "agreed": agreed, "sued": end, "to": end}
        assert abs(asked("straddling", **given) - total) <= D("0.01")


def test_rounding_is_once_and_half_up():
    assert asked("victim_bears", rest="0.05", victim_share="0.1") == D("0.01")
    assert asked("victim_bears", rest="0.04", victim_share="0.1") == D("0.00")
    assert asked("child_support", month_income="0.125", ratio="0.2") == D("0.03")


def test_no_day_has_two_figures_and_none_is_made_up():
    for key, known in SHIPPED.items():
        for one, other in itertools.pairwise(known):
            assert one.until is not None, key
            assert one.until < other.since, key
    public = book(date(2026, 11, 28), public=True)
    for key in ("local_avg_wage_month", "avg_wage_month", "nursing_day", "hospital_food_day", "lpr_1y"):
        try:
            found = public.on(key, date(2026, 11, 28))
        except ValueError:
            continue
        raise AssertionError(found)
