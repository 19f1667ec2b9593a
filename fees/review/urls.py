"""Doors of reviews: sought by a party, decided by the president."""

from django.urls import path

from fees.review import views

urlpatterns = [
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<int:pk>/", views.review_decide, name="review_decide"),
    path("cases/<str:uid>/review/", views.review, name="review"),
]
