"""Doors for those who follow: number and code, or their own account."""

from django.urls import path

from petitions.tracking.views import code, public

urlpatterns = [
    path("track/", public.track, name="track"),
    path("track/<slug:uid>/", public.progress, name="progress"),
    path("track/<slug:uid>/letters/<int:pk>.pdf", public.letter, name="letter"),
    path("track/<slug:uid>/rating/", public.rate, name="rate"),
    path("mine/", public.mine, name="mine"),
    path("work/<slug:uid>/code/", code.code, name="code"),
]
