from django.urls import path

from common.delivery import views

app_name = "delivery"
urlpatterns = [
    path("", views.waiting, name="waiting"),
    path("<str:uid>/record/", views.record, name="record"),
    path("<str:uid>/send/", views.send, name="send"),
    path("<str:uid>/correct/", views.correct, name="correct"),
    path("notices/", views.notices, name="notices"),
    path("cases/<str:uid>/", views.hanging, name="hanging"),
    path("<str:uid>/fail/", views.fail, name="fail"),
    path("<str:uid>/again/", views.again, name="again"),
    path("<str:uid>/publish/", views.publish, name="publish"),
    path("<str:uid>/collect/", views.collect, name="collect"),
    path("<str:uid>/elsewhere/", views.elsewhere, name="elsewhere"),
    path("<str:uid>/notice/", views.poster, name="notice"),
    path("<str:uid>/refuse/", views.refuse, name="refuse"),
    path("<str:uid>/unsigned/", views.unsigned, name="unsigned"),
    path("<str:uid>/slip/", views.slip, name="slip"),
    path("<str:uid>/", views.receipt, name="receipt"),
]
