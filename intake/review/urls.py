"""Doors of the review: the filer's and the clerk's."""

from django.urls import path

from intake.review.views import clerk, filer

urlpatterns = [
    # The filer
    path("filed/<str:uid>/correct/", filer.correct, name="correct"),
    path("filed/<str:uid>/insist/", filer.insist, name="insist"),
    path("filed/<str:uid>/withdraw/", filer.withdraw, name="withdraw"),
    # The clerk
    path("desk/", clerk.desk, name="desk"),
    path("desk/<str:uid>/", clerk.review, name="review"),
    path("desk/<str:uid>/register/", clerk.register, name="register"),
    path("desk/<str:uid>/divert/", clerk.divert, name="divert"),
    path("desk/<str:uid>/ask/", clerk.ask, name="ask"),
    path("desk/<str:uid>/return/", clerk.send_back, name="send_back"),
    path("desk/<str:uid>/cause/", clerk.cause, name="cause"),
]
