"""Doors of intake, under /intake/: those of its wings."""

from intake.agents.urls import urlpatterns as agents
from intake.door.urls import urlpatterns as door
from intake.filing.urls import urlpatterns as filing
from intake.guidance.urls import urlpatterns as guidance
from intake.requests.urls import urlpatterns as requests
from intake.review.urls import urlpatterns as review
from intake.wards.urls import urlpatterns as wards

app_name = "intake"

urlpatterns = [*guidance, *filing, *door, *review, *wards, *agents, *requests]
