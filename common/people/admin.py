"""People in the admin: posts and organisations are kept here; a person's own data is only looked at, masked."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.people.models import Membership, Organisation, OrganisationMember, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("display_name", "masked_phone", "verified_on", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    fields = ("name", "masked_phone", "masked_id_number", "verified_on", "is_active", "is_staff", "created_at")
    readonly_fields = ("name", "masked_phone", "masked_id_number", "verified_on", "created_at")

    @admin.display(description="手机号")
    def masked_phone(self, user: User) -> str:
        return user.masked_phone

    @admin.display(description="证件号码")
    def masked_id_number(self, user: User) -> str:
        return user.masked_id_number

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("user", "court", "division", "role", "since", "until")
    list_filter = ("court", "role")
    list_select_related = ("user", "court", "division__court")
    raw_id_fields = ("user",)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ("name", "kind", "uscc")
    list_filter = ("kind",)
    search_fields = ("name", "uscc")
    exclude = ("contact",)

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        obj.set_name(obj.name)  # the search pieces follow the name
        super().save_model(request, obj, form, change)


@admin.register(OrganisationMember)
class OrganisationMemberAdmin(admin.ModelAdmin):
    list_display = ("organisation", "user", "role", "since", "until")
    list_select_related = ("organisation", "user")
    raw_id_fields = ("user", "organisation")
    exclude = ("ended_by",)
    readonly_fields = ("until",)  # ended by the page of units alone, which ends what stood on it too
