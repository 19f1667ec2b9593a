"""Who is proposed as mediator, as tables."""

from __future__ import annotations

from mediation.roster import rules
from mediation.roster.rules import Candidate, Need
from tests.tables import rows

NEED = Need(areas=frozenset({"劳动争议"}), township_id=7, court_id=1)


def mediator(pk: int, *, areas: str = "", towns: tuple[int, ...] = (), court: int = 1, load: int = 0) -> Candidate:
    words = frozenset(areas.split()) if areas else frozenset()
    return Candidate(pk, f"m{pk}", words, frozenset(towns), court, load, 5)


@rows(
    ("why", "people", "excluded", "wanted"),
    [
        ("speciality", [mediator(1), mediator(2, areas="劳动争议")], (), 2),
        ("speciality over place", [mediator(1, towns=(7,)), mediator(2, areas="劳动争议", load=4)], (), 2),
        ("place", [mediator(1), mediator(2, towns=(7,))], (), 2),
        ("own court", [mediator(1, court=2), mediator(2)], (), 2),
        ("load", [mediator(1, load=3), mediator(2, load=1)], (), 2),
        ("stable", [mediator(2), mediator(1)], (), 1),
        ("full", [mediator(1, areas="劳动争议", load=5), mediator(2)], (), 2),
        ("refused", [mediator(1, areas="劳动争议"), mediator(2)], (1,), 2),
        ("all full", [mediator(1, load=5)], (), None),
        ("none", [], (), None),
    ],
)
def test_who_is_proposed(people, excluded, wanted):
    found = rules.choose(people, NEED, excluded)
    assert (found.value.mediator_id if found.value else None) == wanted
    assert "在线调解规则第十条" in found.grounds


def test_the_reasons_are_told():
    found = rules.choose([mediator(3, areas="劳动争议 物业", towns=(7,), load=2)], NEED).value
    assert found.reasons == ("擅长劳动争议纠纷", "服务纠纷所在的镇街", "本院名册", "正在调解2件，上限5件")
