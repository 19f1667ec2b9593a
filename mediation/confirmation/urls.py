"""Doors for who applies for confirmation, and for the judge who examines it."""

from __future__ import annotations

from django.urls import path

from mediation.confirmation.views import judge, party

urlpatterns = [
    path("judge/", judge.judge, name="judge"),
    path("<str:uid>/finish/", party.finish, name="finish"),
    path("<str:uid>/withdraw-confirmation/", party.withdraw_confirmation, name="withdraw_confirmation"),
    path("<str:uid>/again/", party.again, name="again"),
    path("<str:uid>/confirmation/call/", judge.call_parties, name="call_parties"),
    path("<str:uid>/confirmation/", judge.confirmation, name="confirmation"),
]
