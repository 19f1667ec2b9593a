"""Doors for those who lodge and for the officers who answer."""

from django.urls import path

from petitions.letters.views import public, staff

urlpatterns = [
    path("", public.home, name="home"),
    path("lodge/", public.lodge, name="lodge"),
    path("lodged/<slug:uid>/", public.lodged, name="lodged"),
    path("lodged/<slug:uid>/receipt.pdf", public.receipt, name="receipt"),
    path("counter/", staff.counter, name="counter"),
    path("work/", staff.work, name="officer-list"),
    path("work/<slug:uid>/", staff.one, name="one"),
    path("work/<slug:uid>/reroute/", staff.reroute, name="reroute"),
    path("work/<slug:uid>/link/", staff.link, name="link"),
    path("work/<slug:uid>/sort/", staff.sort, name="sort"),
    path("work/<slug:uid>/prolong/", staff.prolong, name="prolong"),
    path("work/<slug:uid>/prolonging/", staff.prolonging, name="prolonging"),
    path("work/<slug:uid>/acknowledge/", staff.acknowledge, name="acknowledge"),
    path("work/<slug:uid>/answer/", staff.answer, name="answer"),
    path("work/<slug:uid>/conclude/", staff.conclude, name="conclude"),
    path("work/<slug:uid>/reopen/", staff.reopen, name="reopen"),
]
