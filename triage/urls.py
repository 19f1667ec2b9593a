"""Doors of triage."""

from django.urls import path

from triage.sorting import views as sorting
from triage.teams import views as teams_views
from triage.trial.views import course as trial_course
from triage.trial.views import judging as trial_judging
from triage.trial.views import parties
from triage.trial.views import rulings as trial_rulings

app_name = "triage"
urlpatterns = [
    path("", sorting.worklist, name="officer-list"),
    path("decisions/<int:pk>/", sorting.decision, name="decision"),
    path("decisions/<int:pk>/facts/", sorting.revise, name="revise"),
    path("decisions/<int:pk>/confirm/", sorting.confirm, name="confirm"),
    path("decisions/<int:pk>/overrule/", sorting.overrule, name="overrule"),
    path("rules/", sorting.rules, name="rules"),
    path("rules/<int:pk>/", sorting.rule_set, name="rule_set"),
    path("rulings/", trial_rulings.rulings, name="rulings"),
    path("rulings/court/", trial_rulings.court_rulings, name="court_rulings"),
    path("rulings/<int:pk>/hand-over/", trial_rulings.hand_over, name="hand_over"),
    path("rulings/<int:pk>/", trial_rulings.ruling, name="ruling"),
    path("rulings/<int:pk>/preview/", trial_rulings.preview, name="preview"),
    path("rulings/<int:pk>/sign/", trial_rulings.sign, name="sign"),
    path("rulings/<int:pk>/decline/", trial_rulings.decline, name="decline"),
    path("mine/", trial_judging.my_cases, name="my_cases"),
    path("objections/<int:pk>/", trial_judging.decide_objection, name="decide_objection"),
    path("extensions/", trial_course.extensions, name="extensions"),
    path("extensions/<int:pk>/", trial_course.extension, name="extension"),
    path("cases/<str:uid>/hearing/", trial_course.hearing, name="hearing"),
    path("cases/<str:uid>/propose/", trial_rulings.propose_ruling, name="propose_ruling"),
    path("cases/<str:uid>/extend/", trial_course.extend, name="extend"),
    path("cases/<str:uid>/close/", trial_judging.close, name="close"),
    path("cases/<str:uid>/convert/", trial_judging.convert, name="convert"),
    path("cases/<str:uid>/recuse/", teams_views.recuse, name="recuse"),
    path("cases/<str:uid>/withdraw/", parties.withdraw, name="withdraw"),
    path("cases/<str:uid>/objection/", parties.objection, name="objection"),
]
