"""Courts for tests: the real six come from `court("yuncheng")`; the factories make strangers."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from common.courts.actions import load_reference
from common.courts.models import CalendarDay, Court, Division, Township
from common.courts.states import CourtLevel, DayKind, DivisionKind, FactMark, TownshipKind


def court(slug: str = "yuncheng") -> Court:
    """One of the six courts, loading the reference data when it is not there yet."""
    if not Court.objects.exists():
        load_reference()
    return Court.objects.get(slug=slug)


class CourtFactory(DjangoModelFactory):
    class Meta:
        model = Court

    class Params:
        intermediate = factory.Trait(level=CourtLevel.INTERMEDIATE)

    slug = factory.Sequence(lambda n: f"court{n}")
    code = factory.Sequence(lambda n: f"粤9{n:03d}")
    name = factory.Sequence(lambda n: f"第{n}测试人民法院")
    short_name = factory.Sequence(lambda n: f"测试{n}")
    level = CourtLevel.BASIC
    gb = factory.Sequence(lambda n: f"9{n:05d}")
    population = 100_000
    population_mark = FactMark.DERIVED
    order = factory.Sequence(lambda n: 100 + n)


class DivisionFactory(DjangoModelFactory):
    class Meta:
        model = Division

    class Params:
        filing = factory.Trait(kind=DivisionKind.FILING, name="立案庭")
        tribunal = factory.Trait(kind=DivisionKind.TRIBUNAL, name=factory.Sequence(lambda n: f"第{n}人民法庭"))

    court = factory.SubFactory(CourtFactory)
    kind = DivisionKind.TRIAL
    name = factory.Sequence(lambda n: f"民事审判第{n}庭")


class TownshipFactory(DjangoModelFactory):
    class Meta:
        model = Township

    court = factory.SubFactory(CourtFactory)
    name = factory.Sequence(lambda n: f"第{n}镇")
    kind = TownshipKind.TOWN
    code = factory.Sequence(lambda n: f"9{n:08d}")
    population = 30_000


class CalendarDayFactory(DjangoModelFactory):
    class Meta:
        model = CalendarDay

    class Params:
        workday = factory.Trait(kind=DayKind.WORKDAY, name="调休上班")

    day = date(2026, 11, 30)
    kind = DayKind.HOLIDAY
    name = "临时休假"
    source = "测试"
