"""The page of a mediation, named by the uid of its case."""

from __future__ import annotations

from django.urls import path

from mediation.overview import views

urlpatterns = [
    path("<str:uid>/", views.mediation, name="mediation"),
]
