"""The bench measures pages that are there, each as somebody who may read it."""

from __future__ import annotations

import pytest

from yunfu_court.simulation.bench import ladder, measured, measuring, pages
from yunfu_court.simulation.city import City
from yunfu_court.simulation.golden import TODAY, begin_drafts


def test_every_page_of_the_bench_answers(seed_city: City, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROOT_URLCONF = "yunfu_court.simulation.bench.steps"
    monkeypatch.setattr(measuring, "TIMES", 1)
    begin_drafts(TODAY)
    steps, found = [measured(each) for each in ladder()], [measured(each) for each in pages()]
    assert [each.name for each in (*steps, *found) if each.status != 200] == []
    assert [each.queries for each in steps][:3] == [0, 2, 0]
    told = " ".join(each.name for each in found)
    for kind in ("案件 case", "首页 home", "/cases/", "/targets/", "缴费 pay", "草稿 claims · labour"):
        assert kind in told
