"""Doors of what follows the closing."""

from django.urls import path

from triage.after import views

urlpatterns = [
    path("cases/<str:uid>/after/", views.after, name="after"),
    path("cases/<str:uid>/after/<str:remedy>/application/", views.application, name="application"),
]
