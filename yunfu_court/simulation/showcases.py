"""Disputes that are left standing today, one at each place of the procedure, so that every visitor finds work.

The demo's people are parties to some of them. `days` is how long before today each arrives; `stop` is a place as
`yunfu_court.simulation.places` names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from yunfu_court.simulation.plans import FIRST_DAY, Plan, kind_of

ZHANG, LI, WANG = "13800000001", "13800000002", "13800000003"


@dataclass(frozen=True)
class Show:
    stop: str
    days: int
    cause: str = "108.3"
    wish: str = "sue"
    court: str = "luoding"
    zhang: bool = False
    li: bool = False
    wang: bool = False
    brisk: bool = True
    force: Mapping[str, object] = field(default_factory=dict)


_YES = {"accepts": "yes", "corrected": False, "answer_yes": "given"}
_NO = {"accepts": "no", "corrected": False}
_SETTLE = {**_YES, "result": "whole", "online": True, "respondent_online": True, "extended": False}
# After registration the period is seven days: settled without a session.
_SWIFT = {**_SETTLE, "sessions": 0}
_PAY = {**_NO, "online": True, "relief": False, "unpaid": False}
_TRY = {**_PAY, "pay_after": 1, "e_service": True}

SHOWS: tuple[Show, ...] = (
    # Review: fresh, due today, past its day; asked to be corrected; insisted upon
    Show("review", 2, zhang=True, li=True, force={**_YES, "online": True, "yuan": 128600}),
    Show("review", 7, "88", force={"review_after": 30}),
    Show("review", 10, "126", force={"review_after": 30}),
    Show("review", 1, "205.5", wish="mediate"),
    Show("correction", 8, "411", zhang=True, force={"corrected": True, "online": True, "e_service": True}),
    Show("insisted", 16, "116.2", force={"corrected": False, "returned": True, "insists": True}),
    Show("returned", 9, "120.7", force={"corrected": False, "returned": True, "insists": False}),
    # Mediation: asking, a mediator asked, in course with a session to come, a text to sign, a paper sought and made
    Show("asking", 6, zhang=True, li=True, force={**_YES, "online": True, "respondent_online": True, "yuan": 56000}),
    Show("asking", 8, "88", force=_YES),
    Show("proposed", 8, "126", force=_YES),
    Show("running", 10, "411", force={**_YES, "mediator_refuses": False}),
    Show("running", 14, "205.5", "mediate", zhang=True, li=True, force={**_SETTLE, "mediator_refuses": False}),
    Show("signing", 18, "108.3", "mediate", zhang=True, li=True, force={**_SETTLE, "yuan": 36500}),
    Show("signing", 17, "116.2", "mediate", force=_SETTLE),
    Show("agreed", 20, "144", force=_SWIFT),
    Show("paper_sought", 22, "88", force={**_SWIFT, "outcome": "paper"}),
    Show("paper_made", 24, "108.1", force={**_SWIFT, "outcome": "paper", "respondent_online": False}),
    # Settled without a suit; confirmation opened, accepted, and one that ended without agreement: the offer to sue
    Show("mediated", 22, "126", "mediate", force={**_SETTLE, "confirms": False}),
    Show("joining", 26, "108.3", "mediate", zhang=True, li=True, force={**_SETTLE, "confirms": True, "yuan": 20000}),
    Show("applied", 26, "144", "mediate", force={**_SETTLE, "confirms": True}),
    Show("accepted", 30, "411", "mediate", force={**_SETTLE, "confirms": True}),
    Show("offered_suit", 24, "55.2", "mediate", zhang=True, force={**_YES, "result": "failed", "continues": False}),
    # Sorting and fees: to be confirmed, to be paid, relief asked, not paid (a draft on the judge's list)
    Show("sorting", 6, "88", force=_NO),
    Show("sorting", 18, "108.3", force={**_YES, "result": "failed", "extended": False}),
    Show("payment", 7, "108.3", zhang=True, li=True, force={**_PAY, "yuan": 88000}),
    Show("payment", 8, "411", wang=True, force={**_PAY, "agent": True}),
    Show("relief", 10, "411", zhang=True, force={**_PAY, "relief": True, "yuan": 64000}),
    Show("unpaid", 30, "88", force={**_NO, "relief": False, "unpaid": True, "online": True, "e_service": True}),
    # A team is missing; trial in course; rulings to sign
    Show("assignment", 13, "413", court="yunanqu", force={**_TRY, "overruled": True}),
    Show("trial", 20, "108.3", zhang=True, li=True, wang=True, force={**_TRY, "agent": True, "yuan": 240000}),
    Show("trial", 26, "413", force={**_TRY, "overruled": True}),
    Show("trial", 18, "126", force=_TRY),
    Show("withdrawing", 22, "88", force={**_TRY, "trial_end": "withdrawal"}),
    Show(
        "converting", 30, "120.7", force={**_TRY, "converts": True, "overruled": False, "fact needs_appraisal": False}
    ),
    Show("objected", 22, "126", force={**_TRY, "objects": True, "yuan": 3200}),
    # The end of the road: money to give back; and one seen from both sides
    Show("refund", 34, "120.7", force={**_TRY, "complex": True, "trial_end": "mediation"}),
    Show("", 75, "108.3", zhang=True, li=True, force={**_TRY, "trial_end": "judgment", "yuan": 52000}),
)


def showcases(seed: str, today: date, limit: int) -> list[Plan]:
    """The show-cases as plans, numbered from 1; at most `limit`."""
    return [
        Plan(
            seed=seed,
            number=number,
            arrives=max(FIRST_DAY, today - timedelta(days=show.days)),
            court=show.court,
            kind=kind_of(show.cause),
            wish=show.wish,
            minute=9 * 60 + number,
            stop=show.stop,
            brisk=show.brisk,
            claimant_phone=ZHANG if show.zhang else "",
            respondent_phone=LI if show.li else "",
            lawyer_phone=WANG if show.wang else "",
            force=dict(show.force),
        )
        for number, show in enumerate(SHOWS[:limit], start=1)
    ]
