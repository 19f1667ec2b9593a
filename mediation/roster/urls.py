"""The roster is public."""

from __future__ import annotations

from django.urls import path

from mediation.roster import views

urlpatterns = [
    path("mediators/", views.mediators, name="mediators"),
]
