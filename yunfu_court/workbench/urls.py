from django.urls import path

from yunfu_court.workbench import views

app_name = "workbench"
urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.cases, name="cases"),
    path("healthz", views.healthz, name="healthz"),
]
