from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "common.cases"
    label = "cases"
    verbose_name = "案件"
