"""The URLs that the tests of petitions need, whatever the roof puts around them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from common.web.doors import door


@door("public")
def elsewhere(request: HttpRequest, uid: str = "") -> HttpResponse:
    return HttpResponse("elsewhere")


casefile = ([path("<slug:uid>/", elsewhere, name="case")], "casefile")

urlpatterns = [
    path("", elsewhere, name="home"),
    path("cases/", include(casefile)),
    path("me/", include("common.people.urls")),
    path("documents/", include("common.documents.urls")),
    path("notifications/", include("common.notifications.urls")),
    path("petitions/", include("petitions.urls")),
    path("accounts/", include("allauth.urls")),
    path("web/", include("common.web.urls")),
]
