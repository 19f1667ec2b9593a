from django.urls import path

from yunfu_court.casefile import views

app_name = "casefile"
urlpatterns = [
    path("supervision/", views.supervision, name="supervision"),
    path("supervision/<str:uid>/", views.supervised, name="supervised"),
    path("begin/<str:code>/", views.begin, name="begin"),
    path("<str:uid>/", views.case, name="case"),
    path("<str:uid>/deadlines.ics", views.deadlines, name="deadlines"),
    path("<str:uid>/begin/<str:code>/", views.begin_in, name="begin_in"),
    path("<str:uid>/for/<int:pk>/", views.act_for, name="act_for"),
    path("<str:uid>/missed/<int:pk>/", views.deal, name="deal"),
    path("<str:uid>/todos/<int:pk>/again/", views.take_again, name="take_again"),
    path("<str:uid>/todos/<int:pk>/looked/", views.looked, name="looked"),
]
