"""Doors for those who write and those who sign."""

from __future__ import annotations

from django.urls import path

from mediation.texts.views import counter, countersign, drafting, report, signing

urlpatterns = [
    path("<str:uid>/sign/", signing.sign, name="sign"),
    path("<str:uid>/object/", signing.object_to, name="object"),
    path("<str:uid>/sign-points/", signing.sign_points, name="sign_points"),
    path("<str:uid>/agreement/", drafting.agreement, name="agreement"),
    path("<str:uid>/agreement/recall/", drafting.recall, name="recall"),
    path("<str:uid>/points/", drafting.points, name="points"),
    path("<str:uid>/end/", report.end, name="end"),
    path("<str:uid>/report/", report.end, name="report"),
    path("<str:uid>/counter/", counter.counter, name="counter"),
    path("<str:uid>/countersign/", countersign.countersign, name="countersign"),
]
