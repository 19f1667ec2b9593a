"""Doors of the petition office, under /petitions/: those of its wings."""

from petitions.letters.urls import urlpatterns as letters
from petitions.reviews.urls import urlpatterns as reviews
from petitions.tracking.urls import urlpatterns as tracking

app_name = "petitions"

urlpatterns = [*letters, *reviews, *tracking]
