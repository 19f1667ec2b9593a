"""Doors for the judge, the leaders and the parties of a case that is tried."""

from django.urls import path

from triage.trial.views import claiming, course, judging, parties, rulings

urlpatterns = [
    path("rulings/", rulings.rulings, name="rulings"),
    path("rulings/court/", rulings.court_rulings, name="court_rulings"),
    path("rulings/<int:pk>/hand-over/", rulings.hand_over, name="hand_over"),
    path("rulings/<int:pk>/", rulings.ruling, name="ruling"),
    path("rulings/<int:pk>/preview/", rulings.preview, name="preview"),
    path("rulings/<int:pk>/sign/", rulings.sign, name="sign"),
    path("rulings/<int:pk>/decline/", rulings.decline, name="decline"),
    path("mine/", judging.my_cases, name="my_cases"),
    path("objections/<int:pk>/", judging.decide_objection, name="decide_objection"),
    path("extensions/", course.extensions, name="extensions"),
    path("extensions/<int:pk>/", course.extension, name="extension"),
    path("cases/<str:uid>/hearing/fix/", course.fix_hearing, name="fix_hearing"),
    path("cases/<str:uid>/hearing/", course.hearing, name="hearing"),
    path("cases/<str:uid>/answer-term/", course.answer_term, name="answer_term"),
    path("cases/<str:uid>/claims/", claiming.change_claims, name="change_claims"),
    path("cases/<str:uid>/propose/", rulings.propose_ruling, name="propose_ruling"),
    path("cases/<str:uid>/extend/", course.extend, name="extend"),
    path("cases/<str:uid>/left-out/", course.left_out, name="left_out"),
    path("cases/<str:uid>/left-out/<int:pk>/", course.count_again, name="count_again"),
    path("cases/<str:uid>/close/", judging.close, name="close"),
    path("cases/<str:uid>/appeal/", judging.appeal, name="appeal"),
    path("cases/<str:uid>/appeal/course/", judging.appeal_course, name="appeal_course"),
    path("cases/<str:uid>/appeal/result/", judging.appeal_result, name="appeal_result"),
    path("cases/<str:uid>/convert/", judging.convert, name="convert"),
    path("cases/<str:uid>/withdraw/", parties.withdraw, name="withdraw"),
    path("cases/<str:uid>/objection/", parties.objection, name="objection"),
]
