"""How the review stands on the case page, and what may be done about it there."""

from __future__ import annotations

from datetime import date

from common.cases.access import may_dispose
from common.cases.models import Case
from common.cases.queries import Offer, Row
from common.cases.states import Disposal, TodoKind
from common.law.articles import art
from common.people.models import Anyone
from intake.filing.models import Filing
from intake.filing.states import FilingState
from intake.review.rules import withdrawable
from intake.review.states import ON_THE_DESK


def review_row(case: Case, filing: Filing) -> Row:
    """How the review stands, in words; a judge's refusal ends what the filer insisted on."""
    words = "法官裁定不予受理" if case.closing == "inadmissible" else FilingState(filing.state).label
    if filing.state == FilingState.INSISTED and _to_be_taken(case):
        words = "应当立案，等法院登记"
    return Row("立案审查", words, badge=_tone(filing.state))


def _to_be_taken(case: Case) -> bool:
    """The judge would not refuse it, or the court above has ordered it to be taken (民诉法126; 解释330)."""
    return case.todos.filter(what=TodoKind.REGISTER_AFTER_INSISTING, done_on__isnull=True).exists()


def _tone(state: str) -> str:
    return {"waiting": "go", "correcting": "wait", "registered": "ok", "diverted": "ok", "returned": "late"}.get(
        state, ""
    )


def review_offer(case: Case, filing: Filing) -> Offer:
    """For who decides; while the filer corrects, nobody waits for it."""
    open_state = filing.state in (*ON_THE_DESK, FilingState.INSISTED)
    words, due = "审查这件申请" if open_state else "查看立案材料", open_state and filing.state != FilingState.CORRECTING
    return Offer(words, "intake:review", (case.uid,), main=due)


def read_offer(case: Case) -> Offer:
    """For who only reads."""
    return Offer("查看立案材料", "intake:review", (case.uid,))


def reply_offers(case: Case, filing: Filing) -> list[Offer]:
    """What a filer may say to the clerk's answer."""
    if filing.state == FilingState.CORRECTING:
        ground = (art("立案规定", 7),)
        return [Offer("补正材料", "intake:correct", (case.uid,), main=True, articles=ground, terms=["correction"])]
    if filing.state == FilingState.RETURNED and filing.wish == "sue":
        return [Offer("坚持起诉", "intake:insist", (case.uid,), articles=(art("立案规定", 7),))]
    return []


def withdrawal_offers(case: Case, filing: Filing, user: Anyone, today: date) -> list[Offer]:
    if withdrawable(state=filing.state, stage=case.stage).value and may_dispose(case, user, Disposal.WITHDRAW, today):
        return [Offer("撤回申请", "intake:withdraw", (case.uid,))]
    return []


def reply_notice(filing: Filing) -> str:
    """What the clerk's answer asks of the filer, in words; nothing while nothing is asked."""
    if filing.state == FilingState.CORRECTING:
        return "法院请您补正材料，只需要改标出的地方。"
    return ""


def returned(filing: Filing) -> str:
    """That it was sent back, and why; nothing while it was not."""
    back = filing.state == FilingState.RETURNED
    return f"法院把材料退回了您，没有立案。原因：{filing.return_words}" if back else ""
