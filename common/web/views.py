"""The elder switch, and the style page of local and test modes."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from common.law import clock
from common.web import style
from common.web.context import ELDER_COOKIE
from common.web.doors import door

_YEAR = 365 * 24 * 3600


@door("public")
@require_safe
def elder(request: HttpRequest) -> HttpResponse:
    """长辈版 on (``?on=1``) or off, and back to where one was. Sets a cookie and nothing else: a link suffices."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    if request.GET.get("on") == "1":
        response.set_cookie(ELDER_COOKIE, "1", max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(ELDER_COOKIE, samesite="Lax")
    return response


@door("public")
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component once. A POST shows the forms with their errors and stores nothing."""
    form = style.SampleForm(request.POST, request.FILES) if request.method == "POST" else style.SampleForm()
    context = style.samples(today=clock.today())
    return render(request, "components/style.html", {**context, "form": form})


@door("public")
def style_staff(request: HttpRequest) -> HttpResponse:
    """The dense frame for staff: a work list with its tool bar, and a paper."""
    return render(request, "components/style_staff.html", style.samples(today=clock.today()))
