"""Addresses of the mediation centre; a mediation is named by the uid of its case."""

from __future__ import annotations

from django.urls import path

from mediation.views import after, mediator, pages, party, signing, staff

app_name = "mediation"

urlpatterns = [
    path("mediators/", pages.mediators, name="mediators"),
    path("desk/", pages.desk, name="desk"),
    path("waiting/", pages.waiting, name="waiting"),
    path("judge/", pages.judge, name="judge"),
    path("<str:uid>/", pages.mediation, name="mediation"),
    # A party
    path("<str:uid>/consent/", party.consent, name="consent"),
    path("<str:uid>/decline/", party.decline, name="decline"),
    path("<str:uid>/nominate/", party.nominate, name="nominate"),
    path("<str:uid>/disclosure/", party.disclosure, name="disclosure"),
    path("<str:uid>/replace/", party.replace, name="replace"),
    path("<str:uid>/pick/", party.pick, name="pick"),
    path("<str:uid>/extend/", party.extend, name="extend"),
    path("<str:uid>/extension/", party.extension, name="extension"),
    path("<str:uid>/address/", party.address, name="address"),
    path("<str:uid>/finish/", after.finish, name="finish"),
    path("<str:uid>/settled-between/", after.finish_between, name="finish_between"),
    path("<str:uid>/go-back/", after.go_back, name="go_back"),
    path("<str:uid>/withdraw-confirmation/", after.withdraw_confirmation, name="withdraw_confirmation"),
    path("<str:uid>/again/", after.again, name="again"),
    path("<str:uid>/sign/", signing.sign, name="sign"),
    path("<str:uid>/sign-points/", signing.sign_points, name="sign_points"),
    # The mediator
    path("<str:uid>/answer/", mediator.answer, name="answer"),
    path("<str:uid>/sessions/new/", mediator.session_new, name="session_new"),
    path("<str:uid>/sessions/log/", mediator.session_log, name="session_log"),
    path("<str:uid>/sessions/<int:number>/log/", mediator.session_log, name="session_log_set"),
    path("<str:uid>/sessions/<int:number>/cancel/", mediator.session_cancel, name="session_cancel"),
    path("<str:uid>/note/", mediator.note, name="note"),
    path("<str:uid>/extend-by-mediator/", mediator.extend_by_mediator, name="extend_by_mediator"),
    path("<str:uid>/agreement/", mediator.agreement, name="agreement"),
    path("<str:uid>/agreement/recall/", mediator.recall, name="recall"),
    path("<str:uid>/points/", mediator.points, name="points"),
    path("<str:uid>/end/", mediator.end, name="end"),
    path("<str:uid>/report/", mediator.end, name="report"),
    # Staff and judge
    path("<str:uid>/contact/", staff.contact, name="contact"),
    path("<str:uid>/appoint/", staff.appoint, name="appoint"),
    path("<str:uid>/counter/", staff.counter, name="counter"),
    path("<str:uid>/paper/", staff.paper, name="paper"),
    path("<str:uid>/paper/refuse/", staff.refuse_paper, name="refuse_paper"),
    path("<str:uid>/regret/", staff.regret, name="regret"),
    path("<str:uid>/confirmation/", staff.confirmation, name="confirmation"),
]
