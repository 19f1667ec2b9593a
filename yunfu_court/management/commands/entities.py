"""The entity diagram, from the tables themselves: `manage.py entities` writes docs/entities.md, `--check` compares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models

HEAD = """# Entities

Made by `./court manage entities` out of the tables; a test sees that it is up to date. A diagram a package: its own
tables, and by name those of other packages they point at. `||--o{` reads "has many", `||--o|` "has at most one"; a word
in brackets says that it may be empty.
"""
OURS = ("common.", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")


def packages() -> list[AppConfig]:
    """Every package of the house that has tables, in the order in which they are installed: the ground first."""
    return [each for each in apps.get_app_configs() if each.name.startswith(OURS) and any(each.get_models())]


def _relations(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.get_fields():
        to = field.related_model
        if not isinstance(field, models.ForeignKey | models.ManyToManyField) or not isinstance(to, type):
            continue
        many = isinstance(field, models.ManyToManyField)
        line = "}o--o{" if many else "||--o|" if isinstance(field, models.OneToOneField) else "||--o{"
        words = f"{field.name} (may be empty)" if field.null else field.name
        yield f'    {to._meta.object_name} {line} {model._meta.object_name} : "{words}"'


def diagram(package: AppConfig) -> str:
    """One package as a heading, a mermaid drawing and what each table is called in Chinese."""
    tables = sorted(package.get_models(), key=lambda model: model.__name__)
    lines = [f"## {package.name}", "", "```mermaid", "erDiagram"]
    lines += sorted(line for model in tables for line in _relations(model)) or [f"    {m.__name__}" for m in tables]
    lines += ["```", "", "| table | is | holds |", "|---|---|---|"]
    for model in tables:
        own = [each.name for each in model._meta.fields if not each.is_relation and not each.primary_key]
        lines.append(f"| {model.__name__} | {model._meta.verbose_name} | {', '.join(own)} |")
    return "\n".join(lines)


def drawn() -> str:
    """The whole of docs/entities.md."""
    return "\n\n".join([HEAD.rstrip(), *(diagram(each) for each in packages())]) + "\n"


class Command(BaseCommand):
    help = "Write docs/entities.md from the tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "entities.md"
        now = drawn()
        if not check:
            path.write_text(now, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != now:
            raise CommandError("docs/entities.md is out of date: ./court manage entities")
