from django.urls import path

from common.documents import views

app_name = "documents"
urlpatterns = [path("<str:uid>/", views.download, name="download")]
