from __future__ import annotations

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from common.courts.models import Court
from common.law import clock, numbers
from common.people import actions
from common.people.rules import PersonRefused, staff_password_problem
from common.people.states import ADMINISTRATORS, Role


class Command(BaseCommand):
    help = (
        "Create the first administrator of each kind (system, security, audit); from then on posts are given by "
        "two, in the portal. The password is asked for on the terminal."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("phone")
        parser.add_argument("name")
        parser.add_argument("--court", default="zhongyuan", help="a court's slug")
        parser.add_argument("--role", default=Role.ADMIN.value, choices=sorted(ADMINISTRATORS))

    def handle(self, *args: Any, **options: Any) -> None:
        court = Court.objects.filter(slug=options["court"]).first()
        if court is None:
            raise CommandError(f"no court {options['court']!r}; run load_reference first")
        password = getpass("密码：")
        try:
            validate_password(password)
            phone = numbers.mobile(options["phone"])
        except (ValidationError, numbers.NumberError) as error:
            raise CommandError("；".join(getattr(error, "messages", [str(error)]))) from error
        if problem := staff_password_problem(password):
            raise CommandError(problem)
        try:
            with transaction.atomic():
                user = actions.create_user(
                    at=clock.now(), name=options["name"], phone=phone, password=password, phone_verified=True
                )
                actions.install(user=user, court=court, role=Role(options["role"]), on=clock.today())
        except PersonRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{court.name} {Role(options['role']).label} {user.name} {user.masked_phone}")
