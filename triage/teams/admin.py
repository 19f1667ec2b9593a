"""Teams: reference data that a court edits itself. Assignments are not edited here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from triage.teams.models import Team


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    list_display = ("name", "court", "kind", "judge", "since", "until")
    list_filter = ("court", "kind")
    raw_id_fields = ("judge", "assistant", "court_clerk", "mediator")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a team that had cases ends, it does not vanish
