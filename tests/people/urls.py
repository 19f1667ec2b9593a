"""The URLs that the tests of people need, whatever the roof puts around them."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from common.web.doors import door


@door("public")
def home(request: HttpRequest) -> HttpResponse:
    request.session.setdefault("draft", "D-1")
    return HttpResponse("home")


urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("me/", include("common.people.urls")),
    path("", include("common.web.urls")),
    path("accounts/", include("allauth.urls")),
]
