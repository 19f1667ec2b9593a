"""Doors to who bears the fee."""

from django.urls import path

from fees.settling import views

urlpatterns = [
    path("cases/<str:uid>/apportion/", views.apportion, name="apportion"),
    path("cases/<str:uid>/choose/", views.choose, name="choose"),
    path("unpaid/", views.to_enforce, name="to_enforce"),
]
