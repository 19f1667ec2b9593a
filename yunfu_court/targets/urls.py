from django.urls import path

from yunfu_court.targets import views

app_name = "targets"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("reports/", views.reports, name="reports"),
    path("reports/<str:uid>/", views.report, name="report"),
    path("reports/<str:uid>/progress", views.progress, name="report-progress"),
    path("reports/<str:uid>/file", views.download, name="report-file"),
    path("<slug:key>/", views.indicator, name="indicator"),
]
