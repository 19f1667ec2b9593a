"""`./court manage` with nothing running: servers for the call, its own output untouched, its exit status returned."""

from pathlib import Path

from tests.setup.portals import ROOT, eventually, portal


def test_two_calls_at_once_share_servers_and_leave_none(tmp_path: Path) -> None:
    with portal(ROOT, tmp_path / "data") as made:
        first = made.begin("manage", "shell", "-v0", "-c", "print('甲'); raise SystemExit(7)")
        ask = "from django.contrib.sessions.models import Session; print(Session.objects.count())"
        second = made.begin("manage", "shell", "-v0", "-c", ask)  # it answers because the call migrated first
        outputs = [process.communicate(timeout=90) for process in (first, second)]
        assert first.returncode == 7, outputs
        assert second.returncode == 0, outputs
        assert [out for out, _ in outputs] == ["甲\n", "0\n"]
        eventually(lambda: not made.living(), "the servers gone", 10)

        # Alone, a call returns when its servers have stopped.
        alone = made.call("manage", "no_such_command")
        assert alone.returncode == 1
        assert alone.stdout == ""
        assert "no_such_command" in alone.stderr
        assert made.living() == {}


def test_servers_of_ones_own_are_used_as_they_are(tmp_path: Path) -> None:
    with portal(ROOT, tmp_path / "data") as made:
        done = made.call(
            "manage",
            "shell",
            "-v0",
            "-c",
            "from django.conf import settings as s; print(s.DATABASES['default']['HOST'], s.CELERY_BROKER_URL)",
            DATABASE_URL="postgresql://a:b@db.example:5433/c",
            REDIS_URL="redis://cache.example:6379",
        )
        assert (done.returncode, done.stdout) == (0, "db.example redis://cache.example:6379/0\n"), done.stderr
        assert not (tmp_path / "data" / "pg").exists()
