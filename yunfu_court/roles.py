"""Two roles in the database: an owner migrates; what answers the public reads and writes rows, and adds to the chains.

Whoever takes the portal over has the runtime role's rights and no more: no table to drop or alter, no trigger to switch
off, no line of a chain (events, ledger, records of posts) to change or take away. `deploy/roles.sh` makes both roles,
`manage.py roles` (and every `prepare`) gives the runtime role what it may.
"""

from __future__ import annotations

from collections.abc import Sequence

import pgtrigger
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

APPEND_ONLY = "append_only"  # the name of the trigger that every chain carries

_STANDING = """
    SELECT r.rolsuper, pg_has_role(r.oid, d.datdba, 'USAGE'), EXISTS (
        SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(r.oid, c.relowner, 'USAGE')
    )
    FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()
"""


def chains() -> list[str]:
    """The tables whose rows nobody changes or takes away: those with the trigger `append_only`."""
    return sorted({model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name == APPEND_ONLY})


def grants(role: str) -> Sequence[str]:
    """The statements that give a role what the portal needs and take everything else, in their order."""
    name = connection.ops.quote_name
    to, kept = name(role), ", ".join(name(table) for table in chains())
    migrations = name(MigrationRecorder.Migration._meta.db_table)
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {to}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {to}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {to}",
        f"REVOKE UPDATE, DELETE ON {kept} FROM {to}",
        f"REVOKE INSERT, UPDATE, DELETE ON {migrations} FROM {to}",
    ]


def grant(role: str) -> None:
    """Give the runtime role its rights over the tables there are now; asked again after every migration."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in grants(role):
            cursor.execute(statement)


def standing() -> tuple[bool, bool]:
    """Of whoever is connected: (is a superuser, owns the database or a table of it)."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING)
        superuser, database, table = cursor.fetchone()
    return superuser, database or table
