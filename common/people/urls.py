from __future__ import annotations

from django.urls import path

from common.people.views import account, duty, posts, units

app_name = "people"

urlpatterns = [
    path("", account.me, name="me"),
    path("real-name/", account.real_name, name="real-name"),
    path("elder-mode/", account.elder_mode, name="elder-mode"),
    path("consent/", account.consent, name="consent"),
    path("forgotten/", account.forgotten, name="forgotten"),
    path("new-password/", account.new_password, name="new-password"),
    path("units/", units.units, name="units"),
    path("units/<int:pk>/name/", units.name, name="unit-name"),
    path("units/<int:pk>/leave/", units.leave, name="leave-unit"),
    path("duty/", duty.duty, name="duty"),
    path("posts/", posts.posts, name="posts"),
    path("posts/record/", posts.record, name="post-record"),
    path("posts/<int:pk>/end/", posts.end, name="end-post"),
    path("posts/<int:pk>/decide/", posts.decide, name="decide-post"),
    path("posts/<int:pk>/withdraw/", posts.withdraw, name="withdraw-post"),
]
