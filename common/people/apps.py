from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "common.people"
    label = "people"
    verbose_name = "用户与机构"
