from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "yunfu_court.counter"
    label = "counter"
    verbose_name = "窗口代办"
