"""The style pages are for those who build pages: only where ``settings.STYLE_PAGE`` says so (local and test modes)."""

from django.conf import settings
from django.urls import path

from common.web import views

app_name = "web"

urlpatterns = [path("elder/", views.elder, name="elder"), path("manifest.json", views.manifest, name="manifest")]

if getattr(settings, "STYLE_PAGE", False):
    urlpatterns += [
        path("style/", views.style_page, name="style"),
        path("style/staff/", views.style_staff, name="style_staff"),
    ]
