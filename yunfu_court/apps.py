"""The roof as a Django application: its checks, and the handlers of events verified at start."""

from django.apps import AppConfig


class CourtConfig(AppConfig):
    """Registers the system checks of `yunfu_court.checks`."""

    name = "yunfu_court"
    verbose_name = "云浮法院诉讼服务"

    def ready(self) -> None:
        from yunfu_court import checks  # noqa: F401  (registers by being imported)
