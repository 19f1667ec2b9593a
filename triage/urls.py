"""Doors of triage."""

from django.urls import path

from triage.views import judging, parties, sorting, trial

app_name = "triage"
urlpatterns = [
    path("", sorting.worklist, name="officer-list"),
    path("decisions/<int:pk>/", sorting.decision, name="decision"),
    path("decisions/<int:pk>/facts/", sorting.revise, name="revise"),
    path("decisions/<int:pk>/confirm/", sorting.confirm, name="confirm"),
    path("decisions/<int:pk>/overrule/", sorting.overrule, name="overrule"),
    path("rules/", sorting.rules, name="rules"),
    path("rules/<int:pk>/", sorting.rule_set, name="rule_set"),
    path("rulings/", judging.rulings, name="rulings"),
    path("rulings/court/", trial.court_rulings, name="court_rulings"),
    path("rulings/<int:pk>/hand-over/", trial.hand_over, name="hand_over"),
    path("rulings/<int:pk>/", judging.ruling, name="ruling"),
    path("rulings/<int:pk>/preview/", judging.preview, name="preview"),
    path("rulings/<int:pk>/sign/", judging.sign, name="sign"),
    path("rulings/<int:pk>/decline/", judging.decline, name="decline"),
    path("mine/", judging.my_cases, name="my_cases"),
    path("objections/<int:pk>/", judging.decide_objection, name="decide_objection"),
    path("extensions/", trial.extensions, name="extensions"),
    path("extensions/<int:pk>/", trial.extension, name="extension"),
    path("cases/<str:uid>/hearing/", trial.hearing, name="hearing"),
    path("cases/<str:uid>/propose/", trial.propose_ruling, name="propose_ruling"),
    path("cases/<str:uid>/extend/", trial.extend, name="extend"),
    path("cases/<str:uid>/left-out/", trial.left_out, name="left_out"),
    path("cases/<str:uid>/close/", judging.close, name="close"),
    path("cases/<str:uid>/convert/", judging.convert, name="convert"),
    path("cases/<str:uid>/recuse/", judging.recuse, name="recuse"),
    path("cases/<str:uid>/withdraw/", parties.withdraw, name="withdraw"),
    path("cases/<str:uid>/objection/", parties.objection, name="objection"),
]
