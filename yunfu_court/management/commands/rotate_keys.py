"""After a key was changed: every sealed value and every index under the keys of now, `manage.py rotate_keys`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yunfu_court.rotation import NEVER_KEPT, Rotated, rotate

WIDTH = 30


class Command(BaseCommand):
    """May be interrupted and called again: rows under the keys of now are left alone. Stop the portal meanwhile where
    FIELD_HMAC_KEY changes. Sessions of before end when the old key is taken away."""

    help = "Seal every value with the first of FIELD_ENCRYPTION_KEYS and make every index under FIELD_HMAC_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        unread = 0
        for each in rotate(self._show):
            if each.stale:
                self.stderr.write("")
                self.stdout.write(f"{each.label}: {each.written}")
            if each.unread:
                unread += len(each.unread)
                self.stderr.write(f"{each.label}: 无法读出 cannot be read: {', '.join(map(str, each.unread[:10]))}")
        if unread:
            raise CommandError(
                f"{unread} 行没有换成新密钥，旧密钥不能撤下。"
                f"{unread} rows could not be moved: keep the old keys until they are mended."
            )
        self.stdout.write("全部使用现在的密钥。Everything is under the keys of now.")
        if settings.FIELD_HMAC_KEY_FALLBACKS:
            self.stdout.write("Keep FIELD_HMAC_KEY_FALLBACKS while any of these is still used:")
            for column, what in NEVER_KEPT.items():
                self.stdout.write(f"  {column}: {what}")

    def _show(self, at: Rotated) -> None:
        done = at.written + len(at.unread)
        filled = WIDTH * done // max(at.stale, done)
        bar = "#" * filled + "-" * (WIDTH - filled)
        self.stderr.write(f"\r[{bar}] {100 * done // max(at.stale, done):3d}% {at.label}", ending="")
        self.stderr.flush()
