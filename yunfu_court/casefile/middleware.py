"""For whom of several somebody acts in a case; and why somebody of the court may not do something in a case of their
own, and who does it instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from common.cases.access import BY_A_COLLEAGUE, UNTIL_DECIDED, conflicts_of
from common.cases.models import Case
from common.delivery.models import Service
from common.law import clock
from common.people.access import is_court_staff

KEY = "acting_for"


def acting_for(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sets `user.acting_for` (read by common.cases.access): for which party whoever speaks for several acts now."""

    def serve(request: HttpRequest) -> HttpResponse:
        if KEY in request.session and request.user.is_authenticated:
            chosen = {int(case): int(party) for case, party in request.session[KEY].items()}
            request.user.acting_for = chosen  # type: ignore[attr-defined]
        return get_response(request)

    return serve


class ByAColleague:
    """A page of the court that is shut to one of its staff for a conflict of interest says so: they know of the case
    anyway, but for a petition that complains of them. Everything else is answered as before; nothing is asked where a
    page opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        uid = request.resolver_match.kwargs.get("uid") if request.resolver_match else None
        shut = isinstance(exception, (Http404, PermissionDenied))
        if not shut or not uid or not is_court_staff(request.user, clock.today()):
            return
        found = conflicts_of(request.user)
        cases = _case(str(uid))
        if cases & (found.all - found.unknown):
            raise PermissionDenied(BY_A_COLLEAGUE) from exception
        if cases & found.waiting:
            raise PermissionDenied(UNTIL_DECIDED) from exception


def _case(uid: str) -> set[Any]:
    cases: set[Any] = set(Case.objects.filter(uid=uid).values_list("pk", flat=True))
    return cases or set(Service.objects.filter(uid=uid).values_list("case", flat=True))
