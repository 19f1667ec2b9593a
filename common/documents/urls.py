from django.urls import path

from common.documents import views

app_name = "documents"
urlpatterns = [
    path("papers/<int:pk>/", views.paper, name="paper"),
    path("<str:uid>/look/", views.look, name="look"),
    path("<str:uid>/", views.download, name="download"),
]
