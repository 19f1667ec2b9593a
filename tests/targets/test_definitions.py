"""What each figure counts: short stories of one dispute, in plain values, without a database."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.targets.test_figures import THE_NINE
from yunfu_court.targets.indicators import BY_KEY, LATCHES
from yunfu_court.targets.selectors import Happened, History, counted

# What the figures of the plan are counted from (实施意见3, 5, 6, 7, 10, 14).
OURS = {measure for key in THE_NINE for measure, _ in (*BY_KEY[key].above, *BY_KEY[key].below)}
Story = list[tuple[Any, ...]]
WEB, COUNTER = "web", "counter"
TRAFFIC = {"wish": "sue", "cause": "411"}
PLAIN = {"wish": "sue", "cause": "14"}


def tell(*steps: tuple[Any, ...], continues: bool = False) -> dict[str, int]:
    """Measures of a story, of those that the nine figures are made of: another measure is told by stories of its own. A
    step is kind, payload and channel."""
    events = [
        Happened(seq, kind, date(2026, 3, 1), (rest[1] if len(rest) > 1 else WEB), rest[0] if rest else {})
        for seq, (kind, *rest) in enumerate(steps, 1)
    ]
    sums: Counter[str] = Counter()
    for one in counted(LATCHES, History(events, continues)):
        sums[one.measure] += one.sign
    return {measure: count for measure, count in sums.items() if count and measure in OURS}


def filed(payload: dict[str, Any], channel: str = WEB) -> tuple[Any, ...]:
    return ("intake.filed", payload, channel)


REGISTERED = ("intake.registered", {}, COUNTER)
AGREED = ("mediation.agreed", {"mediation_id": 1, "whole": True})
FAILED = ("mediation.failed", {"mediation_id": 1})


def opened(route: str) -> tuple[Any, ...]:
    return ("mediation.opened", {"mediation_id": 1, "route": route})


def closed(track: str) -> tuple[Any, ...]:
    return ("triage.closed", {"track": track})


def test_filed_online_is_the_filers_door_not_the_clerks() -> None:
    assert tell(filed(PLAIN), REGISTERED) == {"registered.online": 1}
    assert tell(filed(PLAIN, "phone"), REGISTERED) == {"registered.online": 1}
    assert tell(filed(PLAIN, COUNTER), ("intake.registered", {}, WEB)) == {"registered.other": 1}
    assert tell(filed(PLAIN, "cross_court"), REGISTERED) == {"registered.other": 1}


def test_route_a_settled_counts_before_the_suit_and_once() -> None:
    """Zhang asks for mediation online, all sign, later the court confirms it: one dispute settled."""
    found = tell(
        filed({"wish": "mediate", "cause": "411"}),
        opened("A"),
        AGREED,
        ("cases.advanced", {"frm": "mediation", "to": "closed"}),
        ("cases.advanced", {"frm": "closed", "to": "confirmation"}),
        ("mediation.confirmed", {}),
    )
    assert found == {
        "asked.online": 1,
        "presuit.opened": 1,
        "mediated.online": 1,
        "key.received": 1,
        "key_settled.settled": 1,
        "concluded.mediation": 1,
    }


def test_a_refused_confirmation_takes_the_settlement_back() -> None:
    found = tell(filed(TRAFFIC), opened("A"), AGREED, ("mediation.confirmation_refused", {}))
    assert "concluded.mediation" not in found
    assert "key_settled.settled" not in found


def test_route_b_failed_then_registered_is_not_counted_twice() -> None:
    found = tell(filed(PLAIN), opened("B"), FAILED, REGISTERED)
    assert found["presuit.opened"] == found["registered.online"] == found["presuit_failed.sued"] == 1


def test_a_suit_that_continues_a_failed_mediation_is_no_new_key_area_dispute() -> None:
    found = tell(filed(TRAFFIC), REGISTERED, continues=True)
    assert found == {"registered.online": 1, "presuit_failed.sued": 1}


def test_route_c_agreement_counts_only_when_it_holds() -> None:
    """Registered, agreed: nothing yet. The 调解书 takes effect: settled. The closing after it is no second end."""
    start = (filed(TRAFFIC), REGISTERED, opened("C"), AGREED)
    assert "concluded.mediation" not in tell(*start)
    back = tell(*start, ("mediation.went_back", {}), closed("fast"))
    assert back["concluded.fast"] == 1
    found = tell(*start, ("mediation.paper_effective", {}), closed(""))
    assert found["concluded.mediation"] == found["key_settled.settled"] == 1
    assert "concluded.other" not in found
    assert "presuit.opened" not in found, "after registration it is no mediation before suit"


def test_settled_in_trial_is_not_settled_before_it() -> None:
    found = tell(filed(TRAFFIC), REGISTERED, ("triage.assigned", {}), ("mediation.performed", {}))
    assert found["concluded.mediation"] == 1
    assert "key_settled.settled" not in found


@pytest.mark.parametrize(
    ("step", "measure"),
    [
        (("mediation.session_held", {"online": True}, WEB), "mediated.online"),
        (("mediation.session_held", {"online": False}, WEB), "mediated.other"),
        (("mediation.consented", {}, COUNTER), "mediated.other"),
        (("mediation.consented", {}, "partner"), "mediated.online"),
        (("mediation.consented", {}, "system"), "mediated.online"),
        (("mediation.consented", {}, "hotline"), "mediated.other"),
        (("fees.paid", {"complete": False, "online": False}, COUNTER), "mediated.online"),
    ],
)
def test_online_means_every_step(step: tuple[Any, ...], measure: str) -> None:
    assert tell(filed(PLAIN), opened("C"), step, FAILED)[measure] == 1


def test_two_mediations_of_a_dispute_are_two() -> None:
    found = tell(filed(PLAIN), opened("C"), FAILED, ("mediation.failed", {"mediation_id": 2}))
    assert found["mediated.online"] == 2


def test_paid_counts_when_complete_by_how_it_was_completed() -> None:
    part = ("fees.paid", {"complete": False, "online": True})
    whole = ("fees.paid", {"complete": True, "online": False}, COUNTER)
    again = ("fees.paid", {"complete": True, "online": True})
    assert tell(part) == {}
    assert tell(part, whole, again) == {"paid.other": 1}


@pytest.mark.parametrize(("track", "measure"), [("fast", "fast"), ("careful", "careful"), ("", "other")])
def test_closings_by_track(track: str, measure: str) -> None:
    assert tell(closed(track)) == {f"concluded.{measure}": 1}


def test_a_reopened_closing_is_taken_back_and_may_end_otherwise() -> None:
    reopened = ("cases.advanced", {"frm": "closed", "to": "trial"})
    assert tell(closed("fast"), reopened) == {}
    assert tell(closed("fast"), reopened, closed("careful")) == {"concluded.careful": 1}


def test_part_of_the_claims_settled_is_not_the_dispute_settled() -> None:
    assert tell(filed(PLAIN), opened("B"), ("mediation.agreed", {"mediation_id": 1, "whole": False})) == {
        "presuit.opened": 1
    }


def mended(cause: str) -> tuple[Any, ...]:
    return ("intake.cause_set", {"cause": cause}, COUNTER)


def test_a_mended_cause_counts_from_the_day_it_was_mended() -> None:
    """Filed as a divorce, in truth a traffic accident; the other way round; and mended within the key areas."""
    assert tell(filed(PLAIN), mended("411")) == {"key.received": 1}
    assert tell(filed(TRAFFIC), mended("14")) == {}
    assert tell(filed(TRAFFIC), mended("115.2")) == {"key.received": 1}
    assert tell(filed(TRAFFIC), mended("14"), mended("411")) == {"key.received": 1}
    assert tell(filed(PLAIN), mended("411"), continues=True) == {}, "a suit that carries on is no new dispute"
    assert tell(filed(TRAFFIC), ("intake.returned", {}), mended("115.2")) == {}, "what was returned stays out"


def test_what_is_settled_is_judged_by_the_cause_of_that_day() -> None:
    settled = (opened("A"), AGREED)
    assert tell(filed(PLAIN), mended("411"), *settled)["key_settled.settled"] == 1
    assert "key_settled.settled" not in tell(filed(TRAFFIC), mended("14"), *settled)


def test_a_returned_key_area_filing_is_taken_out_until_it_is_back() -> None:
    assert tell(filed(TRAFFIC), ("intake.returned", {})) == {}
    assert tell(filed(PLAIN)) == {}, "divorce is no key area"
