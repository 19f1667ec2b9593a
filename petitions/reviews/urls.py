"""Doors for whoever asks for a review, for the counter that takes one in, and for the officer who writes one down."""

from django.urls import path

from petitions.reviews.views import public, staff

urlpatterns = [
    path("counter/review/", staff.take, name="take-review"),
    path("track/<slug:uid>/review/", public.ask, name="ask-review"),
    path("work/<slug:uid>/outside/", staff.outside, name="outside"),
]
