"""What answers the public owns nothing in the database: it reads and writes rows, and adds to the chains (issue 10)."""

from __future__ import annotations

import psycopg2
from psycopg2.errors import InsufficientPrivilege

from tests.setup.databases import Served
from yunfu_court.roles import chains


def test_the_runtime_role_does_the_house_s_work(court: Served) -> None:
    """A small city is played by it, every step through the portal's own acts, and every chain holds."""
    acts, standing = court.played.split(" ", 1)
    assert int(acts) > 20
    assert standing == "(False, False)"
    verified = court.manage(court.runtime, "verify", "--strict")
    assert verified.returncode == 0, verified.stdout


def test_the_chains_are_the_three_of_the_house() -> None:
    assert {"cases_event", "fees_ledgerentry", "people_accountrecord"} <= set(chains())


def refused(connection: psycopg2.extensions.connection, statement: str) -> bool:
    """Whether the database takes a statement for none of this role's business. What it does is taken back."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            cursor.execute(statement)
        except InsufficientPrivilege:
            return True
        finally:
            cursor.execute("ROLLBACK")
    return False


def test_the_runtime_role_can_change_no_table_and_no_line_of_a_chain(court: Served) -> None:
    connection = court.connect(court.runtime)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor]
    assert len(tables) > 60
    forbidden = ['DROP TABLE "{}" CASCADE', 'TRUNCATE "{}" CASCADE', 'ALTER TABLE "{}" DISABLE TRIGGER ALL']
    forbidden += ['ALTER TABLE "{}" ADD COLUMN more text', 'CREATE INDEX ON "{}" ((1))']
    let = [text.format(table) for table in tables for text in forbidden if not refused(connection, text.format(table))]
    lines = ['UPDATE "{0}" SET id = id', 'DELETE FROM "{0}"']
    let += [text.format(table) for table in chains() for text in lines if not refused(connection, text.format(table))]
    others = ["DELETE FROM django_migrations", "INSERT INTO django_migrations SELECT * FROM django_migrations"]
    others += ["CREATE TABLE more (id int)", "SET session_replication_role = replica", f'SET ROLE "{court.owner}"']
    let += [text for text in others if not refused(connection, text)]
    assert let == []
    connection.close()


def test_the_owner_is_no_superuser_and_keeps_the_rest_out(court: Served) -> None:
    connection = court.connect(court.owner)
    assert refused(connection, "SET session_replication_role = replica")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolsuper AND rolname LIKE %s", [f"{court.name}%"])
        assert cursor.fetchall() == []
        cursor.execute("SELECT has_database_privilege('public', current_database(), 'CONNECT')")
        assert cursor.fetchone() == (False,)
    connection.close()


def test_the_deploy_check_tells_the_two_apart(court: Served) -> None:
    for role, told in ((court.runtime, False), (court.owner, True)):
        done = court.manage(role, "check", "--deploy", "--tag", "security", "--database", "default")
        assert ("yunfu_court.E016" in done.stderr) is told, done.stderr
