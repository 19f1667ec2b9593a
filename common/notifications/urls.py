from django.urls import path

from common.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read, name="read_all"),
    path("<int:pk>/read/", views.read, name="read"),
    path("sent/", views.viewer, name="viewer"),
]
