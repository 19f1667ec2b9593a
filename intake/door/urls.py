"""Doors of the other side, and the window's that opens them."""

from django.urls import path

from intake.door.views import respondent, window

urlpatterns = [
    path("door/", respondent.door_page, name="door"),
    path("door/enter/", respondent.door_enter, name="door_enter"),
    path("respond/<str:uid>/", respondent.respond, name="respond"),
    path("respond/<str:uid>/address/", respondent.address, name="address"),
    path("respond/<str:uid>/answer/", respondent.give_answer, name="give_answer"),
    path("desk/<str:uid>/codes/", window.codes, name="codes"),
]
