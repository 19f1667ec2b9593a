"""Doors of the guides."""

from django.urls import path

from intake.requests import views

urlpatterns = [
    path("guides/", views.guides, name="guides"),
    path("guides/no-more/", views.no_more, name="no_more"),
    path("guides/classes/<str:key>/", views.guide_class, name="guide_class"),
    path("guides/<str:code>/", views.guide, name="guide"),
    path("guides/<str:code>/form/", views.guide_form, name="guide_form"),
]
