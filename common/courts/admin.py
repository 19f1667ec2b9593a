"""Reference data in the admin: what the staff may correct without a release."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from common.courts.actions import drop_day, keep_day
from common.courts.models import CalendarDay, Court, CourtParameter, CourtRegime, Division, Township
from common.courts.rules import since_words


class _Kept(admin.ModelAdmin):
    """Rows that cases point to: corrected, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Court)
class CourtAdmin(_Kept):
    list_display = ("name", "code", "level", "gb", "population", "population_mark")
    readonly_fields = ("slug", "level")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Division)
class DivisionAdmin(_Kept):
    list_display = ("name", "court", "kind", "mark")
    list_filter = ("court", "kind")
    list_select_related = ("court",)


@admin.register(Township)
class TownshipAdmin(_Kept):
    list_display = ("name", "court", "code", "population", "population_mark", "tribunal")
    list_filter = ("court", "kind")
    list_select_related = ("court", "tribunal__court")
    search_fields = ("name", "code")


@admin.register(CalendarDay)
class CalendarDayAdmin(admin.ModelAdmin):
    list_display = ("day", "kind", "name", "source", "completes_year")
    date_hierarchy = "day"

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: Any, change: bool) -> None:
        keep_day(day=obj)

    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        drop_day(day=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[CalendarDay]) -> None:
        for day in queryset:
            drop_day(day=day)


@admin.register(CourtRegime)
class CourtRegimeAdmin(admin.ModelAdmin):
    list_display = ("holds", "court", "regime", "article_note")
    list_select_related = ("court",)

    @admin.display(description="何时起", ordering="since")
    def holds(self, row: CourtRegime) -> str:
        return since_words(row.since)


@admin.register(CourtParameter)
class CourtParameterAdmin(admin.ModelAdmin):
    list_display = ("name", "key", "holds", "value", "unit", "confirmed", "source")
    list_filter = ("confirmed", "key")

    @admin.display(description="何时起", ordering="since")
    def holds(self, row: CourtParameter) -> str:
        return since_words(row.since)
