"""The roof as a Django application: its checks, and the handlers of events verified at start."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class CourtConfig(AppConfig):
    """Registers the system checks of `yunfu_court.checks`."""

    name = "yunfu_court"
    verbose_name = "云浮法院诉讼服务"

    def ready(self) -> None:
        from yunfu_court import checks  # noqa: F401  (registers by being imported)


class AdministrationConfig(AdminConfig):
    """Django's administration with our own site: reference data, behind the post of whoever keeps it."""

    default_site = "yunfu_court.administration.Administration"
