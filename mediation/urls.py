"""Addresses of the mediation centre, those of its wings; a mediation is named by the uid of its case."""

from mediation.confirmation.urls import urlpatterns as confirmation
from mediation.course.urls import urlpatterns as course
from mediation.damages.urls import urlpatterns as damages
from mediation.outcome.urls import urlpatterns as outcome
from mediation.overview.urls import urlpatterns as overview
from mediation.roster.urls import urlpatterns as roster
from mediation.texts.urls import urlpatterns as texts

app_name = "mediation"

urlpatterns = [*damages, *roster, *course, *texts, *outcome, *confirmation, *overview]
