from __future__ import annotations

from django.urls import path

from common.people.views import account, units

app_name = "people"

urlpatterns = [
    path("", account.me, name="me"),
    path("real-name/", account.real_name, name="real-name"),
    path("elder-mode/", account.elder_mode, name="elder-mode"),
    path("consent/", account.consent, name="consent"),
    path("forgotten/", account.forgotten, name="forgotten"),
    path("new-password/", account.new_password, name="new-password"),
    path("units/", units.units, name="units"),
    path("units/<int:pk>/name/", units.name, name="unit-name"),
    path("units/<int:pk>/leave/", units.leave, name="leave-unit"),
]
