"""Write the doors that the proxy holds harder into deploy/nginx.conf (`yunfu_court.proxy`)."""

from typing import Any

from django.core.management.base import BaseCommand

from yunfu_court import proxy


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        path = proxy.conf()
        path.write_text(proxy.written(path.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(proxy.location())
