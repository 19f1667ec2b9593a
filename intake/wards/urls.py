"""Doors of guardians: the court's."""

from django.urls import path

from intake.wards import views

urlpatterns = [
    path("desk/<str:uid>/guardians/", views.guardians, name="guardians"),
    path("desk/<str:uid>/guardians/<int:pk>/", views.guardian, name="guardian"),
]
