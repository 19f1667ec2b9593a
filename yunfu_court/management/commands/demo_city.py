"""Fill an embedded database with a city that lives: `manage.py demo_city [--cases 300] [--seed 1] [--if-empty]`."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from common.courts.actions import load_reference
from common.law import clock
from yunfu_court.embedded import addresses
from yunfu_court.simulation.filling import fill_city
from yunfu_court.simulation.models import Fill

REFUSED = (
    "示范城市只写入内置数据库：已设置 DATABASE_URL，未写入任何内容。"
    "The demo city is only for the embedded database: DATABASE_URL is set, nothing was written."
)


class Command(BaseCommand):
    """The same seed gives the same history. A filling that was killed goes on where it was."""

    help = "Fill the embedded database with a demo city through the portal's own actions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=300, help="disputes (a tenth as many petitions come on top)")
        parser.add_argument("--seed", default="1", help="the same seed gives the same history")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when a city is complete; go on with one that is not"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get("DATABASE_URL") != addresses.database_url(settings.VAR):
            raise CommandError(REFUSED)
        if options["cases"] < 1:
            raise CommandError("--cases 应为正整数。--cases must be positive.")
        load_reference()
        if os.environ.get("COURT_SUPERVISED"):
            os.nice(5)  # the page that somebody is looking at comes first

        def say(fill: Fill) -> None:
            if options["verbosity"] > 1:
                self.stdout.write(f"{fill.day} {fill.done}/{fill.cases}")

        city = fill_city(
            cases=options["cases"], seed=options["seed"], today=clock.today(), if_empty=options["if_empty"], say=say
        )
        if city is None:
            self.stdout.write("示范城市已经生成过。The demo city is complete already.")
            return
        self.stdout.write(f"示范城市：{city.fill.done} 件纠纷，{city.acts} 步。{city.acts} acts.")
        for words, count in city.refused.most_common():
            self.stderr.write(f"refused {count}: {words}")
