from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "yunfu_court.targets"
    label = "targets"
    verbose_name = "目标"
