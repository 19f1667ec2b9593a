"""What somebody typed outlives the sign-in: a form sent when it has ended leads to sign-in and comes back filled in.

A POST of somebody signed out is kept in the visitor's session, sealed as every session is, and sign-in leads back to
the form's address with the kept one's token; there `doors` puts it in `request.POST` of the GET, so that the page binds
its form to it (`acts.posted`) and nothing is done until the button is pressed again. The token stands in the address of
that window alone: who signs in at the same machine by another way sees nothing of it. A page older than the sign-in in
another window (its CSRF token is stale) comes back by the same road. A script is told plainly: 401, or 403 and a token.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from common.law import clock

LIFE = timedelta(minutes=30)  # of what was typed, between the button and the way back
_KEY, _TOKEN = "typed", "typed"
_NEVER = ("password", "csrfmiddlewaretoken")  # a password is typed again
_KEPT = "请先登录。您填的都留着，登录后回到原来的页面。"
_PRESS = "您刚才提交的还没有办，请核对后再按一次。"
_FILLED = "填过的内容都在这一页。"
_FILES = "选过的文件请重新选。"


def signed_out(request: HttpRequest) -> HttpResponse:
    """To sign-in and back, with what was sent; a script gets 401 and where to sign in."""
    if not request.accepts("text/html"):
        words = "登录已过期，请重新登录。"
        return JsonResponse({"errors": [words], "sign_in": resolve_url(settings.LOGIN_URL)}, status=401)
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    messages.info(request, _KEPT)
    return redirect_to_login(_kept(request))


def _kept(request: HttpRequest) -> str:
    """Keep what was sent; the address at which it is put back."""
    token = secrets.token_urlsafe(12)
    request.session[_KEY] = {
        "token": token,
        "until": (clock.now() + LIFE).isoformat(),
        "page": _page_of(request),
        "files": request.content_type == "multipart/form-data",
        "fields": {name: values for name, values in request.POST.lists() if not name.startswith(_NEVER)},
    }
    query = request.GET.copy()
    query[_TOKEN] = token
    return f"{request.path}?{query.urlencode()}"


def _page_of(request: HttpRequest) -> str:
    """The page on which the form stood: a button alone has no page of its own."""
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(came)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


def put_back(request: HttpRequest) -> str:
    """Before a page is shown: what was typed is in `request.POST` again. The page it stood on; empty for nothing."""
    kept = request.session.get(_KEY) if _TOKEN in request.GET else None
    if kept is None or kept["token"] != request.GET[_TOKEN] or datetime.fromisoformat(kept["until"]) < clock.now():
        return ""
    if request.method == "POST":
        del request.session[_KEY]  # it is sent anew
        return ""
    if request.method != "GET":
        return ""
    typed = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        typed.setlist(name, values)
    request.POST = typed  # type: ignore[assignment]
    page = str(kept["page"])
    own = urlsplit(page).path == request.path
    messages.info(request, _PRESS + (_FILLED if own else "") + (_FILES if kept["files"] else ""))
    return page


def page_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """settings.CSRF_FAILURE_VIEW. A page of ours that is older than the sign-in in another window comes back filled in;
    what comes from elsewhere is refused as ever.

    A script reads the fresh token in the answer; another site's script may not read it.
    """
    match = request.resolver_match
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if ours and settings.CSRF_COOKIE_NAME in request.COOKIES and match is not None and hasattr(match.func, "door"):
        if not request.accepts("text/html"):
            return JsonResponse({"errors": ["页面已过期，请再试一次。"], "token": get_token(request)}, status=403)
        return redirect(_kept(request))
    return render(request, "403_csrf.html", status=403)
