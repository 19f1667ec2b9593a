"""Each view names who is admitted. The table of all URLs and doors is a snapshot in the tests.

    @door("public")                                   # anybody
    @door("signed_in")                                # anybody who has signed in
    @door("staff", roles=("clerk", "judge"))          # settings.DOORS["staff"](request, roles=...) -> bool
    @admit(may_mediate, words="只有本案调解员可以打开。")  # any predicate (request) -> bool

Not signed in: to the sign-in page and back. Signed in but not admitted: the calm 403 with the door's words. An object
one may not see is a matter for ``found_or_404`` on a queryset already narrowed to what the user sees: absent and
foreign look alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.module_loading import import_string
from django.views import View

M = TypeVar("M", bound=Model)
V = TypeVar("V", bound=Callable[..., Any])
Predicate = Callable[[HttpRequest], bool]

_WORDS = "您的账号没有打开这一页的权限。如果您认为应当可以，请联系本院诉讼服务中心。"


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
                    return redirect_to_login(request.get_full_path())
                raise PermissionDenied(the_door.words)
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer

        guarded.door = the_door  # type: ignore[attr-defined]
        # LoginRequiredMiddleware reads this attribute, as set by login_not_required.
        guarded.login_required = not the_door.public  # type: ignore[attr-defined]
        return guarded

    return decorate


def found_or_404(queryset: QuerySet[M], **lookup: Any) -> M:
    """The one object, or a 404 that says nothing about whether it exists. A malformed key is absent too."""
    try:
        return queryset.get(**lookup)
    except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError):
        raise Http404 from None
