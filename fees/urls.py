"""Doors of the fee office."""

from django.urls import path

from fees.charging.views import calculator
from fees.charging.views import paying as charging_paying
from fees.money.views import callback
from fees.money.views import office as money_office
from fees.money.views import paying as money_paying
from fees.relief import views as relief_views
from fees.review import views as reviewing
from fees.settling import views as settling_views

app_name = "fees"
urlpatterns = [
    path("", money_office.finance, name="finance"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("callback/", callback.callback, name="callback"),
    path("reliefs/", relief_views.reliefs, name="reliefs"),
    path("reliefs/<int:pk>/", relief_views.relief_decide, name="relief_decide"),
    path("reviews/", reviewing.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviewing.review_decide, name="review_decide"),
    path("refunds/", money_office.refunds, name="refunds"),
    path("refunds/<int:pk>/", money_office.refund, name="refund"),
    path("cases/<str:uid>/", charging_paying.pay, name="pay"),
    path("cases/<str:uid>/payments/<str:ref>/", money_paying.waiting, name="waiting"),
    path("cases/<str:uid>/relief/", relief_views.relief, name="relief"),
    path("cases/<str:uid>/relief/withdraw/", relief_views.relief_withdraw, name="relief_withdraw"),
    path("cases/<str:uid>/review/", reviewing.review, name="review"),
    path("cases/<str:uid>/counter/", money_office.counter, name="counter"),
    path("cases/<str:uid>/apportion/", settling_views.apportion, name="apportion"),
]
