"""Which tariff a cause falls under, and who prepays."""

from common.law import causes
from common.law.tariff_rules import Kind
from common.law.tariff_scope import kind_for_cause, prepayable
from tests.tables import rows


@rows(
    ("code", "has_amount", "kind", "confirmed"),
    [
        ("14", True, Kind.DIVORCE, True),
        ("15", True, Kind.PROPERTY, True),
        ("6", True, Kind.PERSONALITY, True),
        ("11.1", False, Kind.PERSONALITY, True),
        ("108.3", True, Kind.PROPERTY, True),
        ("80.2", False, Kind.OTHER_NONPROPERTY, True),
        ("205.5", True, Kind.LABOUR, True),
        ("214.1", False, Kind.LABOUR, False),
        ("165", True, Kind.IP, True),
        ("22.2", True, Kind.OTHER_NONPROPERTY, True),
        ("22.1", True, Kind.PROPERTY, False),
        ("411", True, Kind.PROPERTY, True),
        ("448", False, Kind.JUDICIAL_CONFIRMATION, True),
        ("451", True, Kind.SPECIAL_PROCEDURE, False),
        ("441", False, Kind.SPECIAL_PROCEDURE, True),
        ("458", True, Kind.PAYMENT_ORDER, True),
        ("459", False, Kind.PUBLIC_SUMMONS, True),
        ("461", True, Kind.BANKRUPTCY, True),
        ("475", True, Kind.PRESERVATION, True),
        ("484", False, Kind.ARBITRATION_REVIEW, True),
        ("499", True, Kind.ENFORCEMENT, True),
        ("481", False, Kind.SPECIAL_PROCEDURE, False),
    ],
)
def test_kind_for_cause(code, has_amount, kind, confirmed):
    found = kind_for_cause(code, has_amount)
    assert (found.value, found.confirmed) == (kind, confirmed)
    assert found.articles


def test_every_cause_has_a_tariff():
    for cause in causes.all_causes():
        assert kind_for_cause(cause.code).articles


@rows(
    ("code", "kind", "facts", "expected"),
    [
        ("108.3", "property", {}, True),
        ("205.5", "labour", {}, False),
        ("205.2", "labour", {}, True),
        ("144", "property", {"wages": True}, False),
        ("108.3", "property", {"many_claimants": True}, False),
        (None, "enforcement", {}, False),
        (None, "bankruptcy", {}, False),
        (None, "judicial_confirmation", {}, False),
        (None, "jurisdiction_objection", {}, False),
        (None, "preservation", {}, True),
        (None, "payment_order", {}, True),
    ],
)
def test_prepayable(code, kind, facts, expected):
    found = prepayable(code, kind, **facts)
    assert found.value is expected
    assert found.articles
    assert bool(found.note) is not expected
