"""What somebody typed outlives the sign-in: a form sent when it has ended leads to sign-in and comes back filled in.

A POST of somebody signed out is kept in the visitor's session, sealed as every session is, and sign-in leads back to
the form's address with the kept one's token; there `doors` puts it beside the GET (`PutBack`, never `request.POST`), so
that the page binds its form to it (`acts.posted`) and nothing is done until the button is pressed again. A page older
than the sign-in in another window (its CSRF token is stale) comes back by the same road. A script is told plainly: 401,
or 403 and a token.

To whom it is given. A page belongs to the account for which it was drawn: its CSRF secret, which every sign-in and
sign-out renews, is noted with a keyed digest of the account in a signed cookie of this browser (`noted`). What such a
page sent is given to that account alone; another one that signs in is told, and it is dropped. What a page sent that
was drawn for nobody is given to whoever goes on by the way back, whose token stands in the address of that window
alone, and from then on belongs to that account: what a guest began belongs to whom the guest turns out to be, as drafts
do.

What a guest can make us keep is bounded: `MOST` bytes, and a session that holds nothing else ends with `LIFE`.
"""

from __future__ import annotations

import secrets
import string
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import user_logged_in, user_logged_out
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import (  # type: ignore[attr-defined]
    CSRF_SECRET_LENGTH,
    _unmask_cipher_token,
    get_token,
    rotate_token,
)
from django.shortcuts import redirect, render, resolve_url
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from common.law import clock

LIFE = timedelta(minutes=30)  # of what was typed, between the button and the way back
MOST = 300_000  # bytes that are kept of one form
PAGES = "pages"  # the cookie that says whose pages this browser has open
_PAGES_KEPT = 8  # sign-ins
_KEY, _TOKEN = "typed", "typed"
_NEVER = ("password", "csrfmiddlewaretoken")  # a password is typed again
_KEPT = "请先登录。您填的都留着，登录后回到原来的页面。"
_PRESS = "您刚才提交的还没有办，请核对后再按一次。"
_FILLED = "填过的内容都在这一页。"
_FILES = "选过的文件请重新选。"
_LONG = "填的内容太多，没有留住。请登录后回到原来的页面重新填写。"
_SIGNED_IN = "您已经在另一个窗口登录，接着办理就可以。"
_ANEW = "登录页面已过期，请再填一次。"
# The pages by which one comes in; allauth's, so that none has a door of ours.
_SIGNING_IN = frozenset(
    {
        "account_login",
        "account_signup",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_verify_phone",
    }
)
_OTHERS = "这一页是用另一个账号打开的，那里填的内容没有带过来。"


class PutBack(QueryDict):
    """What was typed before the sign-in ended. A form bound to it is drawn and never valid: nobody pressed a button."""


def put_back_of(request: HttpRequest) -> PutBack | None:
    """What was put back on this GET."""
    found: PutBack | None = getattr(request, "put_back", None)
    return found


def _digest(what: str) -> str:
    return salted_hmac(__name__, what).hexdigest()[:32]


def _account(user: AbstractBaseUser | AnonymousUser | None) -> str:
    """A keyed digest of the account; empty for a guest."""
    return _digest(f"account {user.pk}") if user is not None and user.is_authenticated else ""


def _pages(request: HttpRequest) -> dict[str, str]:
    """{digest of a page's CSRF secret: account}, as this browser's signed cookie has it."""
    try:
        found: dict[str, str] = signing.loads(request.COOKIES.get(PAGES, ""), salt=__name__)
    except signing.BadSignature:
        return {}
    return found


def noted(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Remember for whom the page was drawn that carries this CSRF secret."""
    secret, account = request.META.get("CSRF_COOKIE"), _account(getattr(request, "user", None))
    if not secret or not account:
        return answer
    pages, key = _pages(request), _digest(f"page {secret}")
    if pages.get(key) == account:
        return answer
    pages.pop(key, None)
    latest = dict([*pages.items(), (key, account)][-_PAGES_KEPT:])
    answer.set_cookie(
        PAGES,
        signing.dumps(latest, salt=__name__),
        max_age=settings.CSRF_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _whose(request: HttpRequest) -> str:
    """The account for which the page was drawn that sent this; empty when it was drawn for nobody."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    if len(token) != 2 * CSRF_SECRET_LENGTH or set(token) - set(string.ascii_letters + string.digits):
        return ""
    return _pages(request).get(_digest(f"page {_unmask_cipher_token(token)}"), "")


@receiver(user_logged_out, dispatch_uid="typed.renewed")
def _renewed(sender: Any, request: HttpRequest | None, **_: Any) -> None:
    """What is drawn after a sign-out is not the page of who signed out."""
    if request is not None:
        rotate_token(request)


@receiver(user_logged_in, dispatch_uid="typed.lasting")
def _lasting(sender: Any, request: HttpRequest | None, **_: Any) -> None:
    """A session that was to end with what a guest typed lasts as every sign-in does."""
    if request is not None and _KEY in request.session:
        request.session.set_expiry(None)


def signed_out(request: HttpRequest) -> HttpResponse:
    """To sign-in and back, with what was sent; a script gets 401 and where to sign in."""
    if not request.accepts("text/html"):
        words = "登录已过期，请重新登录。"
        return JsonResponse({"errors": [words], "sign_in": resolve_url(settings.LOGIN_URL)}, status=401)
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(_kept(request, _KEPT))


def _kept(request: HttpRequest, words: str = "") -> str:
    """Keep what was sent, and say so; the address at which it is put back."""
    fields = {name: values for name, values in request.POST.lists() if not name.startswith(_NEVER)}
    if sum(len(text.encode()) for name, values in fields.items() for text in (name, *values)) > MOST:
        fields, words = {}, _LONG
    if words:
        messages.info(request, words)
    token = secrets.token_urlsafe(12)
    if not request.user.is_authenticated and not set(request.session.keys()) - {_KEY, "_session_expiry"}:
        request.session.set_expiry(LIFE)
    request.session[_KEY] = {
        "token": token,
        "until": (clock.now() + LIFE).isoformat(),
        "page": _page_of(request),
        "files": request.content_type == "multipart/form-data",
        "fields": fields,
        "whose": _whose(request),
        "long": words == _LONG,
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
    page = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return page if url_has_allowed_host_and_scheme(page, None) else "/"  # http://us//elsewhere has the path //elsewhere


def put_back(request: HttpRequest) -> str:
    """Before a page is shown: what was typed stands beside it again. The page it stood on; empty for nothing."""
    kept = request.session.get(_KEY) if _TOKEN in request.GET else None
    if kept is None or kept["token"] != request.GET[_TOKEN] or datetime.fromisoformat(kept["until"]) < clock.now():
        return ""
    visitor = _account(getattr(request, "user", None))
    if kept["whose"] and kept["whose"] != visitor:
        if visitor:
            del request.session[_KEY]
            messages.warning(request, _OTHERS)
        return ""
    if request.method == "POST":
        del request.session[_KEY]  # it is sent anew
        return ""
    if request.method != "GET":
        return ""
    if visitor and not kept["whose"]:
        request.session[_KEY] = kept | {"whose": visitor}
    page = str(kept["page"])
    if kept["long"]:
        return page
    typed = PutBack(mutable=True)
    for name, values in kept["fields"].items():
        typed.setlist(name, values)
    request.put_back = typed  # type: ignore[attr-defined]
    own = urlsplit(page).path == request.path
    messages.info(request, _PRESS + (_FILLED if own else "") + (_FILES if kept["files"] else ""))
    return page


def page_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """settings.CSRF_FAILURE_VIEW. A page of ours that is older than the sign-in in another window comes back filled in;
    what comes from elsewhere is refused as ever. A sign-in page of that kind has nothing to be filled in: it leads on.

    A script reads the fresh token in the answer; another site's script may not read it.
    """
    match = request.resolver_match
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if ours and match is not None and match.view_name in _SIGNING_IN and request.accepts("text/html"):
        return _led_on(request)
    if ours and settings.CSRF_COOKIE_NAME in request.COOKIES and match is not None and hasattr(match.func, "door"):
        if not request.accepts("text/html"):
            return JsonResponse({"errors": ["页面已过期，请再试一次。"], "token": get_token(request)}, status=403)
        return redirect(_kept(request))
    return render(request, "403_csrf.html", status=403)


def _led_on(request: HttpRequest) -> HttpResponse:
    """From a sign-in page that is out of date: where it would have led, for who has signed in meanwhile in another
    window; for everybody else the same page anew. Nobody is signed in by what it sent."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = ""
    if request.user.is_authenticated:
        messages.info(request, _SIGNED_IN)
        return redirect(wanted or resolve_url(settings.LOGIN_REDIRECT_URL))
    messages.info(request, _ANEW)
    return redirect_to_login(wanted, request.path) if wanted else redirect(request.path)
