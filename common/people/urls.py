from __future__ import annotations

from django.urls import path

from common.people import views

app_name = "people"

urlpatterns = [
    path("", views.me, name="me"),
    path("real-name/", views.real_name, name="real-name"),
    path("elder-mode/", views.elder_mode, name="elder-mode"),
    path("consent/", views.consent, name="consent"),
    path("forgotten/", views.forgotten, name="forgotten"),
    path("new-password/", views.new_password, name="new-password"),
]
