"""Doors for the parties, the mediator and the desk on the way."""

from __future__ import annotations

from django.urls import path

from mediation.course.views import appraisal, lists, mediator, party, staff

urlpatterns = [
    path("desk/", lists.desk, name="desk"),
    path("waiting/", lists.waiting, name="waiting"),
    path("<str:uid>/consent/", party.consent, name="consent"),
    path("<str:uid>/decline/", party.decline, name="decline"),
    path("<str:uid>/nominate/", party.nominate, name="nominate"),
    path("<str:uid>/disclosure/", party.disclosure, name="disclosure"),
    path("<str:uid>/replace/", party.replace, name="replace"),
    path("<str:uid>/pick/", party.pick, name="pick"),
    path("<str:uid>/extend/", party.extend, name="extend"),
    path("<str:uid>/extension/", party.extension, name="extension"),
    path("<str:uid>/address/", party.address, name="address"),
    path("<str:uid>/answer/", mediator.answer, name="answer"),
    path("<str:uid>/sessions/new/", mediator.session_new, name="session_new"),
    path("<str:uid>/sessions/log/", mediator.session_log, name="session_log"),
    path("<str:uid>/sessions/<int:number>/log/", mediator.session_log, name="session_log_set"),
    path("<str:uid>/sessions/<int:number>/cancel/", mediator.session_cancel, name="session_cancel"),
    path("<str:uid>/note/", mediator.note, name="note"),
    path("<str:uid>/extend-by-mediator/", mediator.extend_by_mediator, name="extend_by_mediator"),
    path("<str:uid>/contact/", staff.contact, name="contact"),
    path("<str:uid>/appoint/", staff.appoint, name="appoint"),
    path("<str:uid>/appraisal/", appraisal.appraisal, name="appraisal"),
    path("<str:uid>/appraisal/<int:pk>/", appraisal.mistake, name="appraisal_mistake"),
]
