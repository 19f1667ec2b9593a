"""Addresses of the mediation centre; a mediation is named by the uid of its case."""

from __future__ import annotations

from django.urls import path

from mediation.confirmation.views import judge as confirmation_judge
from mediation.confirmation.views import party as confirmation_party
from mediation.course.views import lists as course_lists
from mediation.course.views import mediator as course_mediator
from mediation.course.views import party
from mediation.course.views import staff as course_staff
from mediation.outcome.views import judge as outcome_judge
from mediation.outcome.views import party as outcome_party
from mediation.overview import views as overview_views
from mediation.roster import views as roster_views
from mediation.texts.views import counter as texts_counter
from mediation.texts.views import drafting as texts_drafting
from mediation.texts.views import report as texts_report
from mediation.texts.views import signing

app_name = "mediation"

urlpatterns = [
    path("mediators/", roster_views.mediators, name="mediators"),
    path("desk/", course_lists.desk, name="desk"),
    path("waiting/", course_lists.waiting, name="waiting"),
    path("judge/", confirmation_judge.judge, name="judge"),
    path("<str:uid>/", overview_views.mediation, name="mediation"),
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
    path("<str:uid>/finish/", confirmation_party.finish, name="finish"),
    path("<str:uid>/settled-between/", outcome_party.finish_between, name="finish_between"),
    path("<str:uid>/go-back/", outcome_party.go_back, name="go_back"),
    path("<str:uid>/withdraw-confirmation/", confirmation_party.withdraw_confirmation, name="withdraw_confirmation"),
    path("<str:uid>/again/", confirmation_party.again, name="again"),
    path("<str:uid>/sign/", signing.sign, name="sign"),
    path("<str:uid>/sign-points/", signing.sign_points, name="sign_points"),
    # The mediator
    path("<str:uid>/answer/", course_mediator.answer, name="answer"),
    path("<str:uid>/sessions/new/", course_mediator.session_new, name="session_new"),
    path("<str:uid>/sessions/log/", course_mediator.session_log, name="session_log"),
    path("<str:uid>/sessions/<int:number>/log/", course_mediator.session_log, name="session_log_set"),
    path("<str:uid>/sessions/<int:number>/cancel/", course_mediator.session_cancel, name="session_cancel"),
    path("<str:uid>/note/", course_mediator.note, name="note"),
    path("<str:uid>/extend-by-mediator/", course_mediator.extend_by_mediator, name="extend_by_mediator"),
    path("<str:uid>/agreement/", texts_drafting.agreement, name="agreement"),
    path("<str:uid>/agreement/recall/", texts_drafting.recall, name="recall"),
    path("<str:uid>/points/", texts_drafting.points, name="points"),
    path("<str:uid>/end/", texts_report.end, name="end"),
    path("<str:uid>/report/", texts_report.end, name="report"),
    # Staff and judge
    path("<str:uid>/contact/", course_staff.contact, name="contact"),
    path("<str:uid>/appoint/", course_staff.appoint, name="appoint"),
    path("<str:uid>/counter/", texts_counter.counter, name="counter"),
    path("<str:uid>/paper/", outcome_judge.paper, name="paper"),
    path("<str:uid>/paper/refuse/", outcome_judge.refuse_paper, name="refuse_paper"),
    path("<str:uid>/regret/", outcome_judge.regret, name="regret"),
    path("<str:uid>/confirmation/", confirmation_judge.confirmation, name="confirmation"),
]
