"""Response headers that keep a page to itself; one moment for whatever a request does; clean addresses; sign-in that
takes along what was typed."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, QueryDict

from common.law import clock
from common.web.cleaning import visible
from common.web.typed import signed_out

_PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()"
)


def content_security_policy() -> str:
    """Nothing inline, nothing from elsewhere. ``settings.CSP_FORM_ACTION`` adds where forms may lead (the cashier)."""
    form_action = " ".join(["'self'", *getattr(settings, "CSP_FORM_ACTION", ())])
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "media-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            f"form-action {form_action}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


class SecurityHeaders:
    """Sets the headers a view has not set itself: served files send a sandbox, a meeting room asks for the camera.

    Pages of somebody signed in are never stored by the browser: court halls lend their machines.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = content_security_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", self.policy)
        response.setdefault("Permissions-Policy", _PERMISSIONS)
        response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("X-Content-Type-Options", "nosniff")
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.setdefault("Cache-Control", "private, no-store")
        return response


def one_moment(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """One clock an act: whoever asks it in a request hears the same moment, so that nothing done at midnight has one
    day in its rows and another in its event."""

    def serve(request: HttpRequest) -> HttpResponse:
        with clock.at(clock.now()):
            return get_response(request)

    return serve


class CleanAddress:
    """What is read from an address, and from a POST past its form, is as clean as what a form read.

    Forms clean their own fields; a path, a filter or the value of a button is text as it came, and a NUL in it would
    reach the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path_info, request.path = visible(request.path_info), visible(request.path)
        request.GET = _clean(request.GET, visible)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        # Not before: whoever takes a body as it comes (a piece of a file) has no fields, and CSRF has read the others.
        if request.method == "POST":
            request.POST = _clean(request.POST, lambda text: text.replace("\0", ""))  # type: ignore[assignment]


def _clean(sent: QueryDict, made: Callable[[str], str]) -> QueryDict:
    """The same object where there is nothing to clean."""
    fields = [(name, values, made(name), [made(each) for each in values]) for name, values in sent.lists()]
    if all(name == new and values == others for name, values, new, others in fields):
        return sent
    found = QueryDict(mutable=True)
    for _, _, name, values in fields:
        found.setlist(name, values)
    return QueryDict(found.urlencode())


class SignInRequired(LoginRequiredMiddleware):
    """Django's, before every door of ours; views that are not ours lead to sign-in as Django has it."""

    def handle_no_permission(  # type: ignore[override]  # a script is answered, not led
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        if hasattr(view_func, "door"):
            return signed_out(request)
        return super().handle_no_permission(request, view_func)
