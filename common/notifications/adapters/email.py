"""E-mail through Django's configured backend."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage

from common.notifications.models import Notice

from .base import Receipt, Undeliverable, idempotency_key


class DjangoMail:
    def send(self, notice: Notice) -> Receipt:
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
        # The same Message-ID for every attempt: a mail system that saw it already drops the second.
        key = f"<{idempotency_key(notice.pk)}@{domain}>"
        base = getattr(settings, "PUBLIC_URL", "").rstrip("/")
        text = notice.body + (f"\n\n{base}{notice.link}" if notice.link and base else "")
        mail = EmailMessage(notice.title, text, to=[notice.address], headers={"Message-ID": key})
        if mail.send(fail_silently=False) != 1:
            raise Undeliverable("refused")
        return Receipt(key)
