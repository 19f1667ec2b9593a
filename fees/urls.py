"""Doors of the fee office, under /fees/: those of its wings."""

from fees.charging.urls import urlpatterns as charging
from fees.money.urls import urlpatterns as money
from fees.relief.urls import urlpatterns as relief
from fees.review.urls import urlpatterns as review
from fees.settling.urls import urlpatterns as settling

app_name = "fees"

urlpatterns = [*money, *relief, *charging, *settling, *review]
