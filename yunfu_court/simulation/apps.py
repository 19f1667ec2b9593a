from django.apps import AppConfig


class SimulationConfig(AppConfig):
    name = "yunfu_court.simulation"
    label = "simulation"
    verbose_name = "示范城市"
