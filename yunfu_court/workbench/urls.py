from django.urls import path

from yunfu_court.workbench import views

app_name = "workbench"
urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.cases, name="cases"),
    path("missed/", views.missed, name="missed"),
    path("todos/", views.todos, name="todos"),
    path("undelivered/", views.undelivered, name="undelivered"),
    path("undelivered/<int:pk>/told/", views.told, name="told"),
    path("healthz", views.healthz, name="healthz"),
]
