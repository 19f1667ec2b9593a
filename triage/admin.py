"""Teams and draft rule sets: reference data that a court edits itself. Decisions and rulings are not edited here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest

from triage.models import RuleSet, Team
from triage.rules import RuleError, read_rules


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    list_display = ("name", "court", "kind", "judge", "since", "until")
    list_filter = ("court", "kind")
    raw_id_fields = ("judge", "assistant", "court_clerk", "mediator")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a team that had cases ends, it does not vanish


class RuleSetForm(ModelForm):
    class Meta:
        model = RuleSet
        fields = ("version", "since", "rules", "note")

    def clean_rules(self) -> Any:
        rows = self.cleaned_data["rules"]
        try:
            read_rules(rows)
        except RuleError as error:
            raise ValidationError(str(error)) from error
        return rows


@admin.register(RuleSet)
class RuleSetAdmin(admin.ModelAdmin):
    """Drafts are written here and adopted on the page that tries them out first (triage:rule_set)."""

    form = RuleSetForm
    list_display = ("version", "since", "adopted_by", "adopted_on")

    def has_change_permission(self, request: HttpRequest, obj: RuleSet | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.adopted_on is None)

    def has_delete_permission(self, request: HttpRequest, obj: RuleSet | None = None) -> bool:
        return super().has_delete_permission(request, obj) and obj is not None and obj.adopted_on is None
