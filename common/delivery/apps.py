from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "common.delivery"
    label = "delivery"
    verbose_name = "送达"
