"""The calculators are public."""

from __future__ import annotations

from django.urls import path

from mediation.damages import views

urlpatterns = [
    path("damages/", views.damages, name="damages"),
    path("damages/<slug:key>/", views.calculator, name="damages_one"),
    path("damages/<slug:key>/sheet.pdf", views.sheet, name="damages_sheet"),
]
