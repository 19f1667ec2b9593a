"""The elder switch, what browsers ask of every site, and the style page of local and test modes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
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
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """/favicon.ico: asked for by browsers that read no page (a paper opened on the spot), answered with the mark."""
    return redirect(static("img/mark.svg"))


@door("public")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is about somebody is behind a door anyway; the search engines need not knock."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in settings.ROBOTS_KEEP_OUT)]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@door("public")
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the portal among its apps."""
    mark = {"src": static("img/mark.svg"), "type": "image/svg+xml", "sizes": "any"}
    told = {
        "name": "云浮法院诉讼服务网",
        "short_name": "云浮法院",
        "lang": "zh-CN",
        "start_url": "/",
        "display": "browser",
        "theme_color": "#b0271c",
        "background_color": "#ffffff",
        "icons": [mark],
    }
    return JsonResponse(told, content_type="application/manifest+json")


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
