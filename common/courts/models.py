"""Reference data of the six courts: who they are, what they serve, and the dated facts the rules are fed with.

Loaded by `load_reference` from `data/`, edited by staff in the admin. Nothing here belongs to a case.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.courts.rules import Parameter, since_words
from common.courts.states import CourtLevel, DayKind, DivisionKind, FactMark, TownshipKind
from common.fields import choices_of
from common.law.regimes import Regime


class Court(models.Model):
    """One of the six courts. `code` is the court's mark in case numbers (粤5302), `gb` its area's GB/T 2260 code."""

    slug = models.SlugField("代号", max_length=20, unique=True)
    code = models.CharField("法院代字", max_length=8, unique=True)
    name = models.CharField("名称", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=10, unique=True)
    level = models.CharField("审级", max_length=12, choices=choices_of(CourtLevel))
    gb = models.CharField("行政区划代码", max_length=6, unique=True)
    address = models.CharField("地址", max_length=120, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    population = models.PositiveIntegerField("常住人口（2020 年普查）")
    population_mark = models.CharField("人口数据来源", max_length=5, choices=choices_of(FactMark))
    order = models.PositiveSmallIntegerField("排序", unique=True)

    class Meta:
        verbose_name = "法院"
        verbose_name_plural = "法院"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_intermediate(self) -> bool:
        return self.level == CourtLevel.INTERMEDIATE


class Division(models.Model):
    """A division of a court (立案庭, a trial division, a tribunal in the country…)."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="divisions", verbose_name="法院")
    kind = models.CharField("类别", max_length=12, choices=choices_of(DivisionKind))
    name = models.CharField("名称", max_length=40)
    mark = models.CharField("来源", max_length=5, choices=choices_of(FactMark), default=FactMark.DERIVED)

    class Meta:
        verbose_name = "部门"
        verbose_name_plural = "部门"
        ordering = ["court__order", "kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "name"], name="division_name", violation_error_message="该法院已有同名部门。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court.short_name}·{self.name}"


class Township(models.Model):
    """One of the 63 townships. `code` is the nine-digit statistical code; cases are counted to townships by it."""

    court = models.ForeignKey(Court, models.PROTECT, related_name="townships", verbose_name="基层法院")
    name = models.CharField("名称", max_length=20)
    kind = models.CharField("类别", max_length=12, choices=choices_of(TownshipKind))
    code = models.CharField("统计用区划代码", max_length=9, unique=True)
    population = models.PositiveIntegerField("常住人口", null=True, blank=True)
    population_mark = models.CharField(
        "人口数据来源", max_length=5, choices=choices_of(FactMark), default=FactMark.DERIVED
    )
    tribunal = models.ForeignKey(
        Division,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="townships",
        verbose_name="人民法庭",
        limit_choices_to={"kind": DivisionKind.TRIBUNAL},
    )

    class Meta:
        verbose_name = "镇街"
        verbose_name_plural = "镇街"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "name"], name="township_name", violation_error_message="该法院辖区已有同名镇街。"
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{9}$"),
                name="township_code_nine_digits",
                violation_error_message="区划代码应为九位数字。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """A day the staff entered over the built-in calendar: a holiday notice that came later, a typhoon day, a make-up
    workday. It wins over the built-in tables (民诉法85: 法定休假日 decide where a term ends)."""

    day = models.DateField("日期", unique=True)
    kind = models.CharField("性质", max_length=8, choices=choices_of(DayKind))
    name = models.CharField("名称", max_length=20)
    note = models.CharField("说明", max_length=200, blank=True)
    source = models.CharField("依据", max_length=200, help_text="例如：国务院办公厅通知的文号")
    completes_year = models.BooleanField(
        "该年安排已录全", default=False, help_text="国务院办公厅的通知已全部录入时勾选；否则该年的期限标为待确认。"
    )

    class Meta:
        verbose_name = "日历调整"
        verbose_name_plural = "日历调整"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"


class CourtRegime(models.Model):
    """Which regime a court follows from a day on; `court` empty means every court without a row of its own."""

    court = models.ForeignKey(
        Court, models.PROTECT, null=True, blank=True, related_name="regimes", verbose_name="法院（空为全市）"
    )
    regime = models.CharField("程序规则", max_length=20, choices=choices_of(Regime))
    since = models.DateField("自何日起")
    article_note = models.CharField("依据", max_length=300)

    class Meta:
        verbose_name = "程序规则适用"
        verbose_name_plural = "程序规则适用"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["court", "since"],
                nulls_distinct=False,
                name="court_regime_since",
                violation_error_message="该法院在这一天已有一条规则。",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.court.short_name if self.court else '全市'} {since_words(self.since)} {Regime(self.regime).label}"
        )


class CourtParameter(models.Model):
    """A dated figure that the rules are fed with (the small-claims wage, a term of days…).

    `value` is text; who asks knows its unit, which stands in `unit` for people. Not `confirmed` shows as 待确认.
    """

    key = models.SlugField("参数", max_length=50)
    since = models.DateField("自何日起")
    value = models.CharField("取值", max_length=50)
    unit = models.CharField("单位", max_length=10, blank=True)
    name = models.CharField("名称", max_length=60)
    confirmed = models.BooleanField("已确认", default=False)
    source = models.CharField("依据", max_length=300)

    class Meta:
        verbose_name = "参数"
        verbose_name_plural = "参数"
        ordering = ["key", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "since"], name="parameter_since", violation_error_message="该参数在这一天已有取值。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.value}{self.unit}（{since_words(self.since)}）"

    def frozen(self) -> Parameter:
        """The row as a plain value for rules and contexts."""
        return Parameter(self.key, self.value, self.unit, self.name, self.since, self.confirmed, self.source)
