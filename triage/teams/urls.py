"""Doors for the leader who gives a case to another team."""

from django.urls import path

from triage.teams import views

urlpatterns = [
    path("cases/<str:uid>/recuse/", views.recuse, name="recuse"),
]
