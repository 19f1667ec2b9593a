"""What may be mediated, and which agreements the court may confirm."""

from common.law.articles import art
from common.law.mediability import Mediability, MediationFacts, Proceeding, Subject, confirmable, mediable
from tests.tables import rows

NEVER, MAY, DIVORCE = Mediability.NEVER, Mediability.MAY, Mediability.DIVORCE


@rows(
    ("code", "facts", "expected"),
    [
        ("108.3", {}, MAY),
        ("411", {}, MAY),
        ("205.5", {}, MAY),
        ("22.1", {}, MAY),
        ("25.2", {}, MAY),
        ("502", {}, MAY),
        ("14", {}, DIVORCE),
        ("17", {}, NEVER),
        ("18", {}, NEVER),
        ("21.1", {}, NEVER),
        ("25.1", {}, NEVER),
        ("441", {}, NEVER),
        ("448", {}, NEVER),
        ("458", {}, NEVER),
        ("459", {}, NEVER),
        ("461", {}, NEVER),
        ("108.3", {"proceeding": Proceeding.DEMAND}, NEVER),
        ("108.3", {"proceeding": Proceeding.SPECIAL}, NEVER),
        ("108.3", {"proceeding": Proceeding.PUBLIC_SUMMONS}, NEVER),
        ("108.3", {"status_confirmation": True}, NEVER),
        ("14", {"status_confirmation": True}, NEVER),
        ("108.3", {"unsuited_by_nature": True}, NEVER),
    ],
)
def test_mediable(code, facts, expected):
    found = mediable(code, MediationFacts(**facts))
    assert found.value is expected
    assert (art("民诉解释", 143) in found.articles) is (expected is NEVER)
    assert found.value.offered is (expected is not NEVER)


def test_divorce_cites_its_own_article():
    assert art("民诉解释", 145) in mediable("14").articles


@rows(
    ("code", "subject", "expected"),
    [
        ("108.3", None, True),
        ("411", Subject.OBLIGATION, True),
        ("22.1", None, True),
        ("14", None, False),
        ("14", Subject.OBLIGATION, False),
        ("17", None, False),
        ("21.1", None, False),
        ("25.2", None, False),
        ("38.1", None, False),
        ("56.1", None, False),
        ("39", None, True),
        ("39", Subject.TITLE, False),
        ("108.3", Subject.STATUS, False),
        ("164", None, False),
        ("164", "obligation", True),
        ("164", Subject.IP_TITLE, False),
        ("164.1", Subject.OBLIGATION, False),
        ("151", None, True),
        ("441", None, False),
        ("108.3", Subject.OTHER_PROCEDURE, False),
    ],
)
def test_confirmable(code, subject, expected):
    found = confirmable(code, subject)
    assert found.value is expected
    assert found.articles[-1].number == "355"
    assert bool(found.note) is not expected
