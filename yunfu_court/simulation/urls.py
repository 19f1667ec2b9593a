"""The demo's own address."""

from django.urls import path

from yunfu_court.simulation import views

app_name = "simulation"
urlpatterns = [path("progress/", views.show_progress, name="progress")]
