"""The roster is reference data and edited here; mediations are not in the admin: they are acts, not rows to edit."""

from __future__ import annotations

from django.contrib import admin

from mediation.roster.models import Centre, Mediator


@admin.register(Centre)
class CentreAdmin(admin.ModelAdmin):
    list_display = ("name", "court", "kind", "opened_on", "closed_on")
    list_filter = ("court", "kind")
    list_select_related = ("court",)


@admin.register(Mediator)
class MediatorAdmin(admin.ModelAdmin):
    list_display = ("user", "centre", "organisation", "charges", "max_load", "since", "until")
    list_filter = ("centre__court", "charges")
    list_select_related = ("user", "centre")
    raw_id_fields = ("user",)
    filter_horizontal = ("townships",)
