"""Doors of triage, under /triage/: those of its wings."""

from triage.after.urls import urlpatterns as after
from triage.sorting.urls import urlpatterns as sorting
from triage.teams.urls import urlpatterns as teams
from triage.trial.urls import urlpatterns as trial

app_name = "triage"

urlpatterns = [*sorting, *teams, *trial, *after]
