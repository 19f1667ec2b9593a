"""Rows out of the database and back, table by table, by PostgreSQL's own COPY: no program of its kind is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

# What `prepare` fills by itself: a database that holds nothing else is empty.
PREPARED = frozenset({"auth", "contenttypes", "courts"})
MIGRATIONS = MigrationRecorder.Migration._meta.db_table

_COLUMNS = """
    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> %s
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname
"""
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND usename IS NOT NULL AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Table:
    """One table with the columns that are kept; those the database generates are made anew."""

    name: str
    columns: tuple[str, ...]

    def copy(self, way: str) -> str:
        quoted = [connection.ops.quote_name(column) for column in self.columns]
        return f"COPY {connection.ops.quote_name(self.name)} ({', '.join(quoted)}) {way}"


def tables() -> list[Table]:
    """Every table but that of the migrations, which a restored database must have by itself."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [MIGRATIONS])
        return [Table(name, tuple(columns)) for name, columns in cursor.fetchall()]


def migrations() -> list[list[str]]:
    """What the tables look like: (app, migration), sorted."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted([app, name] for app, name in applied)


def sequences() -> dict[str, int | None]:
    """The last number each sequence gave; None where it gave none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        return dict(cursor.fetchall())


def others() -> int:
    """How many connections beside ours the database has."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS)
        return int(cursor.fetchone()[0])


def filled() -> list[str]:
    """The tables with rows that `prepare` did not put there: a restore would take them away."""
    left_out = {
        model._meta.db_table
        for app in PREPARED
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }
    found = []
    with connection.cursor() as cursor:
        for table in tables():
            if table.name not in left_out:
                name = connection.ops.quote_name(table.name)
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name})")  # noqa: S608 - a name of the catalogue, quoted
                if cursor.fetchone()[0]:
                    found.append(table.name)
    return found


def write_out(table: Table, out: IO[bytes]) -> int:
    """The table's rows as text; returns how many."""
    with connection.cursor() as cursor:
        cursor.copy_expert(table.copy("TO STDOUT"), out)
        return int(cursor.rowcount)


def begin_over(everything: list[Table]) -> None:
    """Empty all tables and silence their triggers, within the transaction that fills them again. Owners only."""
    names = [connection.ops.quote_name(table.name) for table in everything]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(names)}")


def read_in(table: Table, source: IO[bytes]) -> None:
    """The table's rows as `write_out` wrote them."""
    with connection.cursor() as cursor:
        cursor.copy_expert(table.copy("FROM STDIN"), source)


def end_over(everything: list[Table], numbers: dict[str, int | None]) -> None:
    """Every reference is asked, the triggers speak again, and the next number is the one that would have come."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in everything:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table.name)} ENABLE TRIGGER USER")
        for name, last in numbers.items():
            cursor.execute("SELECT setval(%s, %s, %s)", [connection.ops.quote_name(name), last or 1, last is not None])
