"""Doors of mandates: the party's and the clerk's."""

from django.urls import path

from intake.agents import views

urlpatterns = [
    path("filed/<str:uid>/agents/", views.agents, name="agents"),
    path("filed/<str:uid>/agents/<int:pk>/release/", views.release, name="agent_release"),
    path("filed/<str:uid>/mandates/<int:pk>/take-back/", views.take_back, name="mandate_take_back"),
    path("desk/<str:uid>/agents/", views.mandates, name="mandates"),
    path("desk/<str:uid>/agents/<int:pk>/record/", views.record, name="agent_record"),
]
