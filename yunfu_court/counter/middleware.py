"""While somebody stands at a clerk's window, the pages of that one case take the clerk for that party."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from common.cases.access import Visitor
from common.cases.models import Participation
from common.law import clock
from yunfu_court.counter import queries
from yunfu_court.counter.states import Came

KEY = "counter_visit"


def standing_in(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sets `user.stands_in` (read by common.cases.access) and `request.visit`. Asks the database only where the session
    says that a visit goes on."""

    def serve(request: HttpRequest) -> HttpResponse:
        request.visit = None  # type: ignore[attr-defined]
        if KEY in request.session and request.user.is_authenticated:
            visit = queries.open_visit_of(request.user)
            if visit is None:
                del request.session[KEY]
            else:
                request.visit = visit  # type: ignore[attr-defined]
                if visit.opened_on != clock.today():
                    # The window closed over it: what was done is still to be signed, nothing more is done for anybody.
                    return get_response(request)
                came = Came(visit.came)
                as_party = Participation(
                    case=visit.case,
                    user=request.user,
                    party=visit.party,
                    capacity=came.capacity,
                    since=visit.opened_on,
                )
                request.user.stands_in = {visit.case_id: Visitor(as_party, visit.name, came is not Came.SELF)}  # type: ignore[attr-defined]
        return get_response(request)

    return serve
