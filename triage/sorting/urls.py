"""Doors for the officer who sorts, and to the rules for everybody of the court."""

from django.urls import path

from triage.sorting import views

urlpatterns = [
    path("", views.worklist, name="officer-list"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
    path("decisions/<int:pk>/facts/", views.revise, name="revise"),
    path("decisions/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("decisions/<int:pk>/overrule/", views.overrule, name="overrule"),
    path("rules/", views.rules, name="rules"),
    path("rules/<int:pk>/", views.rule_set, name="rule_set"),
]
