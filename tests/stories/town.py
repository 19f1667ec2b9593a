"""A court and its worker, with a clock of their own. What people were told is read from the outbox."""

from __future__ import annotations

import re
from datetime import date, timedelta

import common.delivery.tasks
import common.documents.tasks
import common.notifications.tasks
import fees.charging.tasks
import fees.settling.tasks
import yunfu_court.targets.tasks
import yunfu_court.tasks
from common.courts.models import Court
from common.fields import blind_index
from common.law import clock
from common.notifications.models import Notice
from common.people.models import User
from yunfu_court.targets.models import Report


class Town:
    """The clock is the whole process's: the live server's threads read it too. `close()` gives the real time back."""

    def __init__(self, court: Court, on: date) -> None:
        self.court = court
        self.at(on)

    def close(self) -> None:
        clock.set_process_clock(None)

    def at(self, day: date) -> None:
        self.today = day
        clock.set_process_clock(day)

    def days(self, count: int) -> None:
        """As many mornings, each with what beat runs in it."""
        for _ in range(count):
            self.at(self.today + timedelta(days=1))
            yunfu_court.tasks.sweep_deadlines()
            fees.settling.tasks.bearing()
            yunfu_court.tasks.send_reminders()
        self.work()

    def work(self) -> None:
        """What the worker does, until nothing is left."""
        for _ in range(6):
            done = common.documents.tasks.sweep()
            done += common.notifications.tasks.sweep()
            done += common.delivery.tasks.sweep()
            done += sum(fees.charging.tasks.sweep().values())
            if not done:
                break
        yunfu_court.targets.tasks.tally()
        for pk in Report.objects.filter(state="queued").values_list("pk", flat=True):
            yunfu_court.targets.tasks.render_report(pk)

    def messages(self, user_or_phone: User | str) -> list[str]:
        """The words of the messages to this number, newest first, as the demonstration's viewer shows them."""
        phone = user_or_phone if isinstance(user_or_phone, str) else user_or_phone.phone
        rows = Notice.objects.filter(address_hash=blind_index(phone)).order_by("-pk")
        return [row.body for row in rows]

    def code(self, user_or_phone: User | str, pattern: str = r"(?<!\d)(\d{6})(?!\d)") -> str:
        """The newest code in the messages to this number."""
        for words in self.messages(user_or_phone):
            found = re.search(pattern, words)
            if found:
                return found.group(1)
        raise AssertionError(f"no code in {self.messages(user_or_phone)[:5]}")
