"""Draft rule sets: a court edits its own. Decisions are not edited here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest

from triage.sorting.models import RuleSet
from triage.sorting.rules import RuleError, read_rules


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
