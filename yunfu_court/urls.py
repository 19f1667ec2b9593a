"""Every door of the portal."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

def _there(name: str) -> bool:  # bridge while the packages are being written
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


ROOMS = {
    "": "yunfu_court.workbench.urls",
    "cases/": "yunfu_court.casefile.urls",
    "targets/": "yunfu_court.targets.urls",
    "intake/": "intake.urls",
    "mediation/": "mediation.urls",
    "triage/": "triage.urls",
    "fees/": "fees.urls",
    "petitions/": "petitions.urls",
    "documents/": "common.documents.urls",
    "notifications/": "common.notifications.urls",
    "delivery/": "common.delivery.urls",
    "people/": "common.people.urls",
    "web/": "common.web.urls",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    *(path(prefix, include(name)) for prefix, name in ROOMS.items() if _there(name)),
]
