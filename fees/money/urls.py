"""Doors of the finance office, the counter and the cashier."""

from django.urls import path

from fees.money.views import callback, office, paying

urlpatterns = [
    path("", office.finance, name="finance"),
    path("callback/", callback.callback, name="callback"),
    path("cases/<str:uid>/doubtful/", office.doubtful, name="doubtful"),
    path("refunds/", office.refunds, name="refunds"),
    path("refunds/<int:pk>/", office.refund, name="refund"),
    path("cases/<str:uid>/payments/<str:ref>/", paying.waiting, name="waiting"),
    path("cases/<str:uid>/counter/", office.counter, name="counter"),
]
