from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "common.notifications"
    label = "notifications"
    verbose_name = "通知"

    def ready(self) -> None:
        from django.core.checks import Tags, register

        from common.notifications.adapters import check_senders

        register(check_senders, Tags.security, deploy=True)
