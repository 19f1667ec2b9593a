"""The case page and its calendar file."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.cases.access import by_of, looker, missed_by, supervises, visible_to
from common.cases.actions import deal_with, look_into
from common.cases.models import Deadline, Todo
from common.cases.rules import FOLLOW_UP
from common.cases.states import Stage, TodoKind
from common.courts.queries import courts, parameter
from common.documents.actions import make_failed_again
from common.law import clock
from common.law.terms import LATE
from common.people.access import person_of
from common.people.states import Role
from common.web.acts import posted, pressed, shown, tried
from common.web.doors import admit, door, found_or_404
from common.web.paging import page
from intake.requests.rules.catalogue import CATALOGUE
from intake.requests.rules.entrances import ENTRANCES
from yunfu_court.casefile import queries, supervising
from yunfu_court.casefile.calendar_file import calendar_file
from yunfu_court.casefile.entering import inside, offer_of
from yunfu_court.casefile.forms import DealtForm
from yunfu_court.casefile.middleware import KEY
from yunfu_court.procedure.todos import may_look, may_retry, retry


def _supervises(request: HttpRequest) -> bool:
    return supervises(request.user, clock.today())


@require_safe
@door("signed_in")
def case(request: HttpRequest, uid: str) -> HttpResponse:
    """One dispute, one page, for whoever takes part in it; strangers get 404."""
    today = clock.today()
    found = queries.page(queries.case_for(request.user, uid, today), person_of(request), today)
    return render(request, "casefile/case.html", {"page": found, "today": today})


@require_safe
@door("signed_in")
def deadlines(request: HttpRequest, uid: str) -> HttpResponse:
    """The running deadlines as an .ics file for the phone's calendar."""
    today = clock.today()
    found = queries.page(queries.case_for(request.user, uid, today), person_of(request), today)
    response = HttpResponse(calendar_file(found, clock.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return response


@require_POST
@door("signed_in")
def act_for(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Whoever is or speaks for several parties says for which of them they act from now on; the session keeps it."""
    found = queries.case_for(request.user, uid, clock.today())
    party = next((each for each in looker(found, request.user, clock.today()).parties if each.pk == pk), None)
    if party is None:
        raise Http404
    request.session[KEY] = request.session.get(KEY, {}) | {str(found.pk): party.pk}
    messages.success(request, f"现在办理的是{party.name}的事。")
    return redirect("casefile:case", uid=uid)


city = admit(_supervises, words="监督页面供市中级法院的院长和审管办查看。", name="supervises")


@require_safe
@city
def supervision(request: HttpRequest) -> HttpResponse:
    """The cases of the city's courts by number and cause; nobody is named."""
    listed = supervising.cases(request.user, request.GET)
    context = {
        "page": listed,
        "courts": courts(),
        "stages": list(Stage),
        "asked": {key: request.GET.get(key, "") for key in ("q", "court", "stage")},
        "sought": {"said": words} if (words := supervising.said(request.GET)) else None,
        "today": clock.today(),
    }
    return render(request, "casefile/supervision.html", context)


@require_safe
@city
def supervised(request: HttpRequest, uid: str) -> HttpResponse:
    """One case as supervision sees it: number, cause, what happened and when."""
    found = supervising.course(found_or_404(supervising.all_cases(request.user), uid=uid))
    return render(request, "casefile/supervised.html", {"page": found, "today": clock.today()})


@require_POST
@door("staff", roles=tuple(Role))
def take_again(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """A step that lacked a person or a fact, once more; or all papers of the case that could not be made."""
    today = clock.today()
    seen = Todo.objects.select_related("case").filter(case__in=visible_to(request.user, today), case__uid=uid)
    todo = found_or_404(seen, pk=pk)
    if not may_retry(todo, request.user, today):
        raise PermissionDenied("这一项由其他岗位办理。")
    if todo.what == TodoKind.PAPER:
        tried_again = make_failed_again(case=todo.case, now=clock.now())
        messages.info(request, f"正在重新制作 {tried_again} 份文书，做好的自动发出；还做不出来的，仍留在这里。")
    elif missing := retry(todo=todo, by=by_of(request, todo.case, today), today=today):
        messages.warning(request, f"还不能办理：{missing}")
    else:
        messages.success(request, "已经办理。")
    return redirect("casefile:case", uid=uid)


@require_POST
@door("staff", roles=tuple(Role))
def looked(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """A to-do that was only to be looked into has been."""
    today = clock.today()
    seen = Todo.objects.select_related("case").filter(case__in=visible_to(request.user, today), case__uid=uid)
    todo = found_or_404(seen, pk=pk)
    if not may_look(todo, request.user, today):
        raise PermissionDenied("这一项由其他岗位办理。")
    pressed(
        request, lambda: look_into(todo=todo, by=by_of(request, todo.case, today), today=today), "已登记：核对过了。"
    )
    return redirect("casefile:case", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
@door("staff", roles=tuple(Role))
def deal(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """A term that ran out: what was done about it, where the act it was set for will not say so."""
    today = clock.today()
    row = found_or_404(missed_by(person_of(request), today).select_related("case"), case__uid=uid, pk=pk)
    form = DealtForm(posted(request), waited=row.term in LATE)

    def act() -> Deadline:
        by = by_of(request, row.case, today)
        return deal_with(deadline=row, by=by, today=today, **form.cleaned_data)

    if tried(request, form, act, f"已登记：{row.name}。"):
        return redirect("workbench:missed")
    context = {"row": row, "case": row.case, "form": form, "again": parameter(FOLLOW_UP, today), "today": today}
    return shown(request, "casefile/deal.html", context)


@require_safe
@door("signed_in")
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """From a guide: in which of one's cases. Where there is one alone, it is that."""
    today = clock.today()
    if not inside(code):
        raise Http404
    rows = visible_to(request.user, today).select_related("court").prefetch_related("numbers")
    listed = page(rows, request.GET, order=["-received_on", "-id"], size=20)
    if len(listed.rows) == 1 and not listed.more:
        return redirect("casefile:begin_in", listed.rows[0].uid, code)
    context = {"page": listed, "service": CATALOGUE.by_code[code], "entrance": ENTRANCES[code], "today": today}
    return render(request, "casefile/begin.html", context)


@require_safe
@door("signed_in")
def begin_in(request: HttpRequest, uid: str, code: str) -> HttpResponse:
    """To the act itself where this case offers it now; else why there is nothing to do, and the ways on."""
    today = clock.today()
    if not inside(code):
        raise Http404
    found = queries.case_for(request.user, uid, today)
    offer = offer_of(found, person_of(request), code, today)
    if offer is not None:
        return redirect(offer.url_name, *offer.args)
    context = {"case": found, "service": CATALOGUE.by_code[code], "entrance": ENTRANCES[code], "today": today}
    return render(request, "casefile/begin_in.html", context)
