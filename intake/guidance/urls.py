"""Doors before anything is filed."""

from django.urls import path

from intake.guidance import views

urlpatterns = [
    path("ways/", views.ways, name="ways"),
    path("relief/", views.relief, name="relief"),
    path("assess/", views.assess, name="assess"),
    path("assess/<str:uid>/", views.assess_questions, name="assess_questions"),
    path("assess/<str:uid>/result/", views.assessed, name="assessed"),
]
