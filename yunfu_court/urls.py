"""Every door of the portal."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from common.web.doors import door
from common.web.views import icon, robots
from yunfu_court.rooms import ROOMS

PAGES = {
    "": "yunfu_court.workbench.urls",
    **{f"{room.key}/": room.urls for room in ROOMS},
    "targets/": "yunfu_court.targets.urls",
    "demo/": "yunfu_court.simulation.urls",
    "documents/": "common.documents.urls",
    "notifications/": "common.notifications.urls",
    "me/": "common.people.urls",
    "web/": "common.web.urls",
}

_forgotten = door("public")(RedirectView.as_view(pattern_name="people:forgotten"))
_account = door("signed_in")(RedirectView.as_view(pattern_name="people:me"))

urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", icon),
    path("robots.txt", robots),
    path("admin/", admin.site.urls),
    # allauth resets passwords by e-mail only, and there are no addresses to manage: our own page by phone code.
    path("accounts/password/reset/", _forgotten),
    path("accounts/email/", _account),
    path("accounts/", include("allauth.urls")),
    *(path(prefix, include(name)) for prefix, name in PAGES.items()),
]
