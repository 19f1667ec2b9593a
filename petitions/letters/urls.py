"""Doors for those who lodge and for the officers who answer."""

from django.urls import path

from petitions.letters.views import handling, public, staff, writing

urlpatterns = [
    path("", public.home, name="home"),
    path("lodge/", public.lodge, name="lodge"),
    path("lodged/<slug:uid>/", public.lodged, name="lodged"),
    path("lodged/<slug:uid>/receipt.pdf", public.receipt, name="receipt"),
    path("counter/", staff.counter, name="counter"),
    path("work/", staff.work, name="officer-list"),
    path("work/<slug:uid>/", handling.one, name="one"),
    path("work/<slug:uid>/reroute/", handling.reroute, name="reroute"),
    path("work/<slug:uid>/complained/", handling.complained, name="complained"),
    path("work/<slug:uid>/complained/<int:pk>/clear/", handling.not_complained, name="not_complained"),
    path("work/<slug:uid>/link/", handling.link, name="link"),
    path("work/<slug:uid>/sort/", handling.sort, name="sort"),
    path("work/<slug:uid>/prolong/", handling.prolong, name="prolong"),
    path("work/<slug:uid>/prolonging/", handling.prolonging, name="prolonging"),
    path("work/<slug:uid>/acknowledge/", writing.acknowledge, name="acknowledge"),
    path("work/<slug:uid>/answer/", writing.answer, name="answer"),
    path("work/<slug:uid>/conclude/", handling.conclude, name="conclude"),
    path("work/<slug:uid>/reopen/", handling.reopen, name="reopen"),
]
