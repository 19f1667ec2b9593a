"""The door to who bears the fee."""

from django.urls import path

from fees.settling import views

urlpatterns = [
    path("cases/<str:uid>/apportion/", views.apportion, name="apportion"),
]
