"""Doors of the fee office."""

from django.urls import path

from fees.views import calculator, callback, office, paying, reviewing

app_name = "fees"
urlpatterns = [
    path("", office.finance, name="finance"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("callback/", callback.callback, name="callback"),
    path("reliefs/", office.reliefs, name="reliefs"),
    path("reliefs/<int:pk>/", office.relief_decide, name="relief_decide"),
    path("reviews/", reviewing.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviewing.review_decide, name="review_decide"),
    path("refunds/", office.refunds, name="refunds"),
    path("refunds/<int:pk>/", office.refund, name="refund"),
    path("cases/<str:uid>/", paying.pay, name="pay"),
    path("cases/<str:uid>/payments/<str:ref>/", paying.waiting, name="waiting"),
    path("cases/<str:uid>/relief/", paying.relief, name="relief"),
    path("cases/<str:uid>/relief/withdraw/", paying.relief_withdraw, name="relief_withdraw"),
    path("cases/<str:uid>/review/", reviewing.review, name="review"),
    path("cases/<str:uid>/counter/", office.counter, name="counter"),
    path("cases/<str:uid>/apportion/", office.apportion, name="apportion"),
]
