"""Doors of relief: asked for by a party, decided by a leader."""

from django.urls import path

from fees.relief import views

urlpatterns = [
    path("reliefs/", views.reliefs, name="reliefs"),
    path("reliefs/<int:pk>/", views.relief_decide, name="relief_decide"),
    path("cases/<str:uid>/relief/", views.relief, name="relief"),
    path("cases/<str:uid>/relief/withdraw/", views.relief_withdraw, name="relief_withdraw"),
]
