"""What a page costs the processor, in sign-in pages measured beside it: a number that holds on any machine.

The least of several visits counts: whatever else runs on the machine can only add to it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from django.test import Client

SIGN_IN = "/accounts/login/"
TIMES = 5


def cpu(client: Client, address: str, times: int = TIMES) -> float:
    """Seconds of this process for one GET by a browser that has been here before."""
    _read(client.get(address))
    least = float("inf")
    for _ in range(times):
        begun = time.process_time()
        _read(client.get(address))
        least = min(least, time.process_time() - begun)
    return least


def _read(answer: Any) -> None:
    if answer.streaming:
        for _ in answer.streaming_content:
            pass


def dearer(pages: Iterable[tuple[str, Client, str]], most: float) -> dict[str, float]:
    """{name: how many sign-in pages}, of the (name, client, address) that cost more than `most` of them.

    Who seems too dear is measured again beside a fresh sign-in page before it is told.
    """
    guest, found = Client(), {}
    step = cpu(guest, SIGN_IN)
    for name, client, address in pages:
        if cpu(client, address, 1) > most * step:
            ratio = cpu(client, address, 2 * TIMES) / cpu(guest, SIGN_IN, 2 * TIMES)
            if ratio > most:
                found[name] = round(ratio, 1)
    return found
