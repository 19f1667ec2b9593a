"""Doors for who ends what was agreed, and for the judge who makes a 调解书 of it."""

from __future__ import annotations

from django.urls import path

from mediation.outcome.views import judge, party

urlpatterns = [
    path("<str:uid>/settled-between/", party.finish_between, name="finish_between"),
    path("<str:uid>/received/", party.received, name="received"),
    path("<str:uid>/go-back/", party.go_back, name="go_back"),
    path("<str:uid>/paper/", judge.paper, name="paper"),
    path("<str:uid>/paper/refuse/", judge.refuse_paper, name="refuse_paper"),
    path("<str:uid>/regret/", judge.regret, name="regret"),
]
