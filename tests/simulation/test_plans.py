"""Plans are drawn from a seed alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from stdnum.cn import uscc

from common.law import causes
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import newest
from yunfu_court import simulation
from yunfu_court.simulation.answers import answers_for
from yunfu_court.simulation.cast import Persona
from yunfu_court.simulation.people import fictitious_id
from yunfu_court.simulation.plans import FIRST_DAY, KINDS, LAGGING, background, online_share, payment_online_share
from yunfu_court.simulation.showcases import SHOWS, showcases

TODAY = date(2026, 11, 23)


def test_the_same_seed_draws_the_same_and_another_draws_otherwise():
    first = [background("1", number, TODAY) for number in range(1, 60)]
    again = [background("1", number, TODAY) for number in range(1, 60)]
    other = [background("2", number, TODAY) for number in range(1, 60)]
    assert first == again
    assert [plan.amount for plan in first] == [plan.amount for plan in again]
    assert first != other


def test_a_draw_does_not_depend_on_the_draws_before_it():
    plan, late = background("1", 7, TODAY), background("1", 7, TODAY)
    for name in ("a", "b", "c"):
        plan.chance(name, 0.5)
    assert plan.days("x", 1, 1000) == late.days("x", 1, 1000)


def test_arrivals_lie_in_the_history_and_mostly_on_working_days():
    days = [background("1", number, TODAY).arrives for number in range(1, 800)]
    assert min(days) >= FIRST_DAY
    assert max(days) < TODAY
    assert sum(day.weekday() >= 5 for day in days) / len(days) < 0.1
    assert {day.year for day in days} == {2024, 2025, 2026}, "both regimes"


def test_the_online_share_grows_and_one_county_lags_in_payment():
    assert online_share(FIRST_DAY) < 0.5 < 0.8 < online_share(TODAY)
    assert payment_online_share(LAGGING, TODAY) < 0.6 < payment_online_share("luoding", TODAY)


def test_causes_can_be_chosen_and_sums_are_whole_yuan():
    for kind in KINDS:
        assert causes.cause(kind.cause).selectable
    for number in range(1, 200):
        amount = background("1", number, TODAY).amount
        assert amount is None or (amount >= 30_000 and amount % 100 == 0)


def test_force_fixes_single_draws_of_a_show_case():
    plan = showcases("1", TODAY, len(SHOWS))[0]
    assert plan.amount == 128600 * 100
    assert plan.chance("corrected", 1.0) is False
    assert plan.days("anything", 5, 9) == 1


def test_no_choice_that_a_show_case_forces_has_the_name_of_a_number_of_days():
    """The forced value of one would be read as the other."""
    wings = Path(simulation.__file__).parent.glob("*.py")
    asked = {name for path in wings for name in re.findall(r"\.days\(f?\"([^\"]+)\"", path.read_text())}
    assert {"examines", "decides"} <= asked
    forced = {name: value for show in SHOWS for name, value in show.force.items() if name in asked}
    assert not {name for name, value in forced.items() if not str(value).isdigit()}


def personas(number: int) -> tuple[Persona, Persona, Persona]:
    """A person, another, and a firm, as the cast invents them."""
    body = f"91445302{number:09d}"
    firm = Persona(
        "云浮石材有限公司",
        "13800008000",
        legal=True,
        number=body + uscc.calc_check_digit(body + "0"),
        representative="陈大文",
        address="云城区人民路一号",
        township="445302001",
    )
    one, other = (
        Persona(name, "13800008001", legal=False, number=fictitious_id(place), address="云城区", township="445302001")
        for name, place in (("张三", 8000 + number), ("李四", 9000 + number))
    )
    return one, other, firm


def test_what_the_people_of_the_city_file_is_complete_and_neither_impossible_nor_unlikely():
    plans = [background("1", number, TODAY) for number in range(1, 120)] + list(showcases("1", TODAY, len(SHOWS)))
    for plan in plans:
        one, other, firm = personas(plan.number)
        sides = ((one, [other]), (firm, [one]), (one, [firm]))
        for claimant, respondents in sides:
            given = answers_for(plan, claimant, respondents, None)
            form = newest(plan.kind.form, plan.arrives)
            assert reading.gaps(form, plan.wish, given, plan.arrives) == [], plan.kind
