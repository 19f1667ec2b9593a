"""Each package's one first migration, written anew from its tables: `manage.py first_migrations`.

Before the first release nothing is migrated but an empty database, so that there is one migration a package and it is
made, not edited. Whatever Django can say inside `CreateModel` stands there (keys, indexes, constraints): said later,
each costs a drawing anew of every table that hangs together with it, which for this house was a minute of a new city.
After the first release this command goes, and `makemigrations` does what it does everywhere.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.contrib.postgres.operations import BtreeGistExtension
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.db import models
from django.db.migrations import CreateModel, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.serializer import ChoicesSerializer
from django.db.migrations.state import ModelState
from django.db.migrations.writer import MigrationWriter
from pgtrigger import compiler
from pgtrigger.migrations import AddTrigger

from yunfu_court.management.commands.entities import packages

NAME = "0001_initial"


class Command(BaseCommand):
    help = "Write the first migration of every package from its tables (before the first release only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when one is out of date")

    @no_translations  # what a table is called is kept as it is written, not as it is read here
    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        # A migration leans on no code that moves: a code stands there as it does in the rows.
        MigrationWriter.register_serializer(enum.Enum, ChoicesSerializer)
        for package in packages():
            writer = MigrationWriter(first(package), include_header=False)
            path, now = Path(writer.path), writer.as_string()
            if not check:
                path.write_text(now, encoding="utf-8")
            elif path.read_text(encoding="utf-8") != now:
                raise CommandError(f"{path} is out of date: ./court manage first_migrations")


def first(package: AppConfig) -> Migration:
    """The migration that makes all tables of a package.

    Raises:
        ValueError: two tables point at each other, and neither key may wait for the other table.
    """
    tables = list(_in_order(package.get_models(include_auto_created=False)))
    # Exclusion constraints over (user, court, dates) need the extension; the courts are migrated first.
    operations: list[Operation] = [BtreeGistExtension()] if package.label == "courts" else []
    operations += [each for table in tables for each in _operations(table)]
    leans_on = {(each, NAME) for each in _leans_on(package, tables)} | _django(tables)
    said = {"initial": True, "dependencies": sorted(leans_on), "operations": operations}
    made: Migration = type("Migration", (Migration,), said)(NAME, package.label)
    return made


def _operations(table: type[models.Model]) -> Iterator[Operation]:
    state = ModelState.from_model(table)
    triggers = state.options.pop("triggers", [])
    options = {name: value for name, value in state.options.items() if value not in ([], (), set(), {})}
    yield CreateModel(state.name, list(state.fields.items()), options, state.bases, state.managers)
    for each in triggers:
        compiled = each if isinstance(each, compiler.Trigger) else each.compile(table)
        yield AddTrigger(model_name=state.name_lower, trigger=compiled)


def _targets(table: type[models.Model]) -> Iterator[type[models.Model]]:
    for field in table._meta.get_fields(include_hidden=False):
        to = field.related_model
        if field.concrete and isinstance(to, type) and issubclass(to, models.Model):
            yield to
            through = field.remote_field.through if isinstance(field, models.ManyToManyField) else None
            if through is not None and not through._meta.auto_created:
                yield through


def _in_order(tables: Iterable[type[models.Model]]) -> Iterator[type[models.Model]]:
    """Each table after those it points at, otherwise as they stand in the code."""
    waiting, done = list(tables), set()
    while waiting:
        for table in waiting:
            if all(to is table or to in done or to not in waiting for to in _targets(table)):
                break
        else:
            names = "、".join(each.__name__ for each in waiting)
            raise ValueError(f"tables that point at each other: {names}")
        waiting.remove(table)
        done.add(table)
        yield table


def _leans_on(package: AppConfig, tables: Iterable[type[models.Model]]) -> set[str]:
    """The labels of the house's packages whose tables these point at."""
    ours = {each.label for each in packages()} - {package.label}
    return {to._meta.app_label for table in tables for to in _targets(table)} & ours


def _django(tables: Iterable[type[models.Model]]) -> set[tuple[str, str]]:
    """The last migrations of Django's own packages that these tables point at."""
    ours = {each.label for each in packages()}
    theirs = {to._meta.app_label for table in tables for to in _targets(table)} - ours
    graph = MigrationLoader(None).graph
    return {leaf for label in theirs for leaf in graph.leaf_nodes(label)}
