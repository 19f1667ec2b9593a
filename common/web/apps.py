from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "common.web"
    label = "web"
    verbose_name = "页面"

    def ready(self) -> None:
        from common.web import checks  # noqa: F401
