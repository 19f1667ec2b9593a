"""The ways out, each behind one call: `send(notice) -> Receipt`, or an exception.

`Undeliverable` means trying again is no use (no such number); anything else is tried again. The notice's `key` goes to
the provider, so that a message sent twice by us is delivered once by them.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.utils.module_loading import import_string

from common.notifications.models import Notice
from common.notifications.states import Channel

from .base import Receipt, Undeliverable

__all__ = ["Receipt", "Sender", "Undeliverable", "check_senders", "sender_for"]

DEFAULTS: dict[str, str] = {
    Channel.IN_SITE: "common.notifications.adapters.in_site.InSite",
    Channel.SMS: "common.notifications.adapters.sms.Simulator",
    Channel.EMAIL: "common.notifications.adapters.email.DjangoMail",
}


class Sender(Protocol):
    def send(self, notice: Notice) -> Receipt: ...


def sender_for(channel: str) -> Sender:
    """The configured adapter: settings.NOTICE_SENDERS maps a channel to a dotted class."""
    path = {**DEFAULTS, **getattr(settings, "NOTICE_SENDERS", {})}[channel]
    sender: Sender = import_string(path)()
    return sender


def check_senders(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """`check --deploy`: the simulator reaches nobody."""
    path = {**DEFAULTS, **getattr(settings, "NOTICE_SENDERS", {})}[Channel.SMS]
    if path.endswith(".Simulator"):
        return [
            CheckWarning(
                "SMS go to the simulator", hint="set NOTICE_SENDERS['sms'] to your gateway", id="notifications.W001"
            )
        ]
    return []
