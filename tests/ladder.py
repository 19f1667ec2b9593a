"""What a page costs the processor, in sign-in pages measured beside it: a number that holds on any machine.

The least of several visits counts: whatever else runs on the machine can only add to it. It adds more to a long page
than to a short one, so who seems too dear is visited in turn with the sign-in page, until a quiet moment has been found
for both or `TRIES` rounds have shown that it is the page.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from django.test import Client

SIGN_IN = "/accounts/login/"
TIMES = 5  # visits of a round
TRIES = 8  # rounds


def cpu(client: Client, address: str, times: int = TIMES) -> float:
    """Seconds of this process for one GET by a browser that has been here before."""
    _read(client.get(address))
    return min(_visit(client, address) for _ in range(times))


def _visit(client: Client, address: str) -> float:
    begun = time.process_time()
    _read(client.get(address))
    return time.process_time() - begun


def _read(answer: Any) -> None:
    if answer.streaming:
        for _ in answer.streaming_content:
            pass


def dearer(pages: Iterable[tuple[str, Client, str]], most: float) -> dict[str, float]:
    """{name: how many sign-in pages}, of the (name, client, address) that cost more than `most` of them.

    Who seems too dear at the first visit is measured with care before it is told.
    """
    guest, found = Client(), {}
    step = cpu(guest, SIGN_IN)
    for name, client, address in pages:
        if cpu(client, address, 1) > most * step:
            ratio = _ratio(client, address, guest, most)
            if ratio > most:
                found[name] = round(ratio, 1)
    return found


def _ratio(client: Client, address: str, guest: Client, most: float) -> float:
    """How many sign-in pages, by the least of both in a round; in as many rounds as it takes to be no more than `most`.

    A round is compared with itself: one lucky sign-in page among many rounds would make every long page dear.
    """
    least = float("inf")
    for _ in range(TRIES):
        page = step = float("inf")
        for _ in range(TIMES):
            page, step = min(page, _visit(client, address)), min(step, _visit(guest, SIGN_IN))
        least = min(least, page / step)
        if least <= most:
            break
    return least
