"""Doors for whoever has to pay, or wants to know what it would cost."""

from django.urls import path

from fees.charging.views import calculator, paying

urlpatterns = [
    path("calculator/", calculator.calculator, name="calculator"),
    path("cases/<str:uid>/", paying.pay, name="pay"),
]
