"""Doors for who stands aside, and for the leader who gives a case to another team."""

from django.urls import path

from triage.teams import views

urlpatterns = [
    path("cases/<str:uid>/recuse/", views.recuse, name="recuse"),
    path("cases/<str:uid>/stand-aside/", views.stand_aside, name="stand_aside"),
]
