from django.urls import path

from yunfu_court.counter import views

app_name = "counter"
urlpatterns = [
    path("cases/<str:uid>/", views.begin, name="begin"),
    path("end/", views.end, name="end"),
]
