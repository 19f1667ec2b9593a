"""Every event has words, for everybody who may see it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from common.cases.events import REGISTRY, Audience
from yunfu_court.rooms import WORDS

# Every events.py of the house, wings too: a new one cannot be forgotten here.
ROOT = Path(__file__).parents[2]
STOREYS = ("common", "intake", "mediation", "triage", "fees", "petitions", "yunfu_court")
SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for top in STOREYS
    for path in (ROOT / top).rglob("events.py")
}
for source in sorted(SOURCES):
    import_module(source)
KINDS = sorted(kind for kind, cls in REGISTRY.items() if cls.__module__ in SOURCES)


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
