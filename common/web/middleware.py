"""Response headers that keep a page to itself, and one moment for whatever a request does."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from common.law import clock

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
