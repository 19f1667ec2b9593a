from django.apps import AppConfig


class MediationConfig(AppConfig):
    name = "mediation"
    verbose_name = "调解中心"

    def ready(self) -> None:
        from mediation.course.actions.ending import over
        from mediation.texts.actions.falling import fall

        over.connect(fall)
