"""Each view names who is admitted. The table of all URLs and doors is a snapshot in the tests.

    @door("public")                                   # anybody
    @door("signed_in")                                # anybody who has signed in
    @door("staff", roles=("clerk", "judge"))          # settings.DOORS["staff"](request, roles=...) -> bool
    @admit(may_mediate, words="只有本案调解员可以打开。")  # any predicate (request) -> bool

Not signed in: to the sign-in page and back, with what was typed (``typed``). Signed in but not admitted: the calm 403
with the door's words. An object one may not see is a matter for ``found_or_404`` on a queryset already narrowed to what
the user sees: absent and foreign look alike. Behind a public door ``own_or_404`` asks a visitor to sign in first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.module_loading import import_string
from django.views import View

from common.web.typed import noted, put_back, signed_out

M = TypeVar("M", bound=Model)
V = TypeVar("V", bound=Callable[..., Any])
Predicate = Callable[[HttpRequest], bool]

_WORDS = "您的账号没有打开这一页的权限。如果您认为应当可以，请联系本院诉讼服务中心。"


class SignInFirst(Exception):
    """What is asked for may be the visitor's own, who is signed out."""


@dataclass(frozen=True)
class Door:
    """Who is admitted: a name with its conditions, and the words for those who are not."""

    name: str
    conditions: Mapping[str, Any] = field(default_factory=dict)
    words: str = _WORDS
    test: Predicate | None = field(default=None, compare=False, repr=False)

    @property
    def public(self) -> bool:
        return self.name == "public"

    def __str__(self) -> str:
        """staff(roles=clerk|judge): one cell of the door table."""
        inner = ", ".join(
            f"{key}={'|'.join(map(str, value)) if isinstance(value, (tuple, list, set, frozenset)) else value}"
            for key, value in sorted(self.conditions.items())
        )
        return f"{self.name}({inner})" if inner else self.name

    def admits(self, request: HttpRequest) -> bool:
        if self.public:
            return True
        if not request.user.is_authenticated:
            return False
        if self.test is not None:
            return self.test(request)
        if self.name == "signed_in":
            return True
        return bool(import_string(settings.DOORS[self.name])(request, **self.conditions))


def door(name: str, *, words: str = _WORDS, **conditions: Any) -> Callable[[V], V]:
    """``public``, ``signed_in``, or a name in ``settings.DOORS``: a dotted ``(request, **conditions) -> bool``."""
    return _guard(Door(name, conditions, words))


def admit(test: Predicate | str, *, words: str = _WORDS, name: str = "") -> Callable[[V], V]:
    """A door with its own predicate, given as a callable or as a dotted path."""
    if isinstance(test, str):
        path = test
        return _guard(Door(name or path.rpartition(".")[2], {}, words, lambda request: import_string(path)(request)))
    return _guard(Door(name or test.__name__, {}, words, test))


def _guard(the_door: Door) -> Callable[[V], V]:
    def decorate(view: Any) -> Any:
        if isinstance(view, type) and issubclass(view, View):
            return method_decorator(_guard(the_door), name="dispatch")(view)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not the_door.admits(request):
                if not request.user.is_authenticated:
                    return signed_out(request)
                raise PermissionDenied(the_door.words)
            page = put_back(request)
            try:
                answer: HttpResponse = view(request, *args, **kwargs)
            except SignInFirst:
                return signed_out(request)
            if page and answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                return redirect(page)
            return noted(request, answer)

        guarded.door = the_door  # type: ignore[attr-defined]
        # SignInRequired reads this attribute, as set by login_not_required.
        guarded.login_required = not the_door.public  # type: ignore[attr-defined]
        return guarded

    return decorate


def found_or_404(queryset: QuerySet[M], **lookup: Any) -> M:
    """The one object, or a 404 that says nothing about whether it exists. A malformed key is absent too."""
    try:
        return queryset.get(**lookup)
    except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError):
        raise Http404 from None


def own_or_404(request: HttpRequest, queryset: QuerySet[M], **lookup: Any) -> M:
    """`found_or_404` behind a public door: signed out is not "not yours". Absent and foreign look alike here too."""
    try:
        return found_or_404(queryset, **lookup)
    except Http404:
        if request.user.is_authenticated:
            raise
        raise SignInFirst from None
