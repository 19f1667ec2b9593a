"""Every event has words, for everybody who may see it."""

from __future__ import annotations

from importlib import import_module

import pytest

from common.cases.events import REGISTRY, Audience
from yunfu_court.rooms import WORDS

SOURCES = (
    "common.cases",
    "common.delivery",
    "intake",
    "mediation",
    "triage",
    "fees",
    "petitions",
    "yunfu_court.counter",
)
KINDS = sorted(
    kind
    for source in SOURCES
    for kind, cls in (import_module(f"{source}.events"), REGISTRY.items())[1]
    if cls.__module__ == f"{source}.events"
)


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_has_words_for_all_who_see_it(kind: str) -> None:
    words = WORDS[kind]
    assert words.to("court"), "the court reads every event"
    if REGISTRY[kind].audience in (Audience.ALL, Audience.SIDE):
        assert words.to("mine"), "a party that sees the event needs words for it"
    if REGISTRY[kind].audience == Audience.ALL:
        assert words.to("others")


def test_no_words_are_kept_for_events_that_nobody_announces() -> None:
    assert set(WORDS) <= set(KINDS)
