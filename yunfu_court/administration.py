"""Django's administration, for reference data alone: courts, calendar, dated parameters, teams, drafts of rules.

Accounts, posts, units, second factors and sessions have no place in it: who has a post is proposed and confirmed by two
(`common.people.actions.posts`), and whoever is administrator of the data can make themselves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse

from common.law import clock
from common.people.access import has_role
from common.people.states import Role

KEPT = frozenset({"courts", "triage"})  # whose reference data it is; what other packages register is not taken


class Administration(AdminSite):
    site_header = "云浮法院诉讼服务 · 基础数据"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models: Iterable[Any] = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        for model in models:
            if model._meta.app_label in KEPT:
                super().register(model, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever holds the post today, with the second factor that posts ask for: the flag of an account that had it
        once opens nothing."""
        return super().has_permission(request) and has_role(request.user, Role.ADMIN, today=clock.today())

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """By the portal's own door: Django's form cannot sign in by phone."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
