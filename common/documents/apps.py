from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "common.documents"
    label = "documents"
    verbose_name = "文书与材料"

    def ready(self) -> None:
        from django.core.checks import register

        from common.documents.adapters.pdf import check_renderer

        register(check_renderer)
