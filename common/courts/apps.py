from django.apps import AppConfig


class CourtsConfig(AppConfig):
    name = "common.courts"
    label = "courts"
    verbose_name = "法院与日历"
