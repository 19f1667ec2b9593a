"""What stands first on the case page: the one thing due now, for this reader; else how the case stands, who does what
next, and by when; where the court is late, that it is, why, and who sees to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from common.cases.models import Case, Deadline, Party
from common.cases.queries import Offer, Panel
from common.cases.states import ENDED, OF_COURT, OF_PARTIES, Closing, DeadlineState, Holder, Side
from common.law import terms as law_terms
from common.rooms import Appointment
from common.web.wording import day_words, days_left_words
from yunfu_court.appointments import NEAR
from yunfu_court.late import late_words

PAYMENT = "agreement_payment"
ANSWER = "answer"  # the one term of another party for which everybody waits
_CONFIRM = "confirmation_application"
_OF_AGREEMENT = frozenset({"agreement_choice", _CONFIRM})  # whose it is to end one has that as the main act
NOTHING = "您现在不用做什么。"

# How a case without a trial ended: to whoever asked for it, and to the others. Of a suit the trial itself says it, of
# what was returned the filing desk says it to the filer.
_ENDED: Mapping[Closing, tuple[str, str]] = {
    Closing.RETURNED: ("法院把材料退回了您，没有立案。", "法院没有立案，材料退回了对方。"),
    Closing.WITHDRAWN: ("您的申请已经撤回，本案已结束。以后还可以再申请。", "对方撤回了申请，本案已结束。"),
    Closing.MEDIATED: ("调解成功，本案已结束。请照调解协议履行。",) * 2,
    Closing.SELF_SETTLED: ("各方已经自行和解，本案已结束。",) * 2,
    Closing.MEDIATION_FAILED: (
        "调解没有成，本案已结束。还想解决的，可以向法院起诉。",
        "调解没有成，本案已结束。对方起诉的，法院会通知您。",
    ),
    Closing.CONFIRMED: ("法院已确认调解协议有效，本案已结束。各方都要照协议履行。对方不履行的，可以申请强制执行。",)
    * 2,
    Closing.UNCONFIRMED: ("法院没有确认调解协议，本案已结束。可以重新调解，也可以起诉。",) * 2,
    Closing.OTHER: ("本案已结束。结果写在法院发给您的文书里。",) * 2,
    Closing.ANSWERED: ("法院已经答复您，这件信访已办结。",) * 2,
}
_OVER = ("本案已结束。结果写在法院发给您的文书里。",) * 2


# --- What is due ------------------------------------------------------------------------------------------------------
def main_of(panels: Sequence[Panel], *, court: bool) -> Offer | None:
    """The one main act of a page; what else is due stands in the list. The rooms come in the order of the road: to a
    party the furthest one asks for what is due now, where an earlier one may still be open (a complaint to answer
    beside an agreement to sign); the court first ends what came first."""
    rooms = panels if court else reversed(panels)
    return next((offer for panel in rooms for offer in panel.offers if offer.main), None)


def last_day(main: Offer | None, deadlines: Sequence[Deadline], today: date) -> str:
    """By which day the main act is done: 最晚 3 月 9 日（周一），还有 7 天; "" where no day runs for it."""
    if main is None:
        return ""
    days = [row.due for row in deadlines if row.due and row.term in main.terms and _runs(row)]
    days += [main.by] if main.by else []
    return f"最晚 {day_words(min(days), today=today)}，{days_left_words(min(days), today)}。" if days else ""


def comes_first(met: Sequence[Appointment], party: Party, deadlines: Sequence[Deadline], today: date) -> bool:
    """Whether to be there is the one thing due now: the day is near, and nothing of the party's own ends before it."""
    if not met or met[0].due > today + NEAR:
        return False
    return not any(today <= due < met[0].due for due, _ in _own_days(party, deadlines))


# --- Nothing is due ---------------------------------------------------------------------------------------------------
def calm(case: Case, party: Party, deadlines: Sequence[Deadline], met: Sequence[Appointment], today: date) -> str:
    """What stands first where this party is asked for nothing: its own last day, if one runs; that the court is late;
    else who does what next, and by when. Whoever is called to an hour reads that instead."""
    if party.left_on is not None:
        return f"您已经不是本案的当事人。{NOTHING}"
    if case.stage in ENDED:
        return _of_the_end(case, party, deadlines, today)
    own = next(((due, row.name) for due, row in _own_days(party, deadlines)), None)
    if own is not None:
        return f"您的最后一天：{day_words(own[0], today=today)}，{own[1]}。"
    if late := late_of(party, deadlines, today):
        return f"{NOTHING}{late}"
    if met:
        return ""
    next_ = first_of([*deadlines, *_answers_of_others(case, party)], today)
    return f"{NOTHING}接下来{next_}。" if next_ else f"{NOTHING}有新的进展，法院会通知您。"


def late_of(party: Party, deadlines: Sequence[Deadline], today: date) -> str:
    """That the court is late with what this party waits for; "" where it is not. Of several the oldest is said."""
    if party.left_on is not None:
        return ""
    row = next((row for row in deadlines if row.holder in OF_COURT and not _runs(row)), None)
    return late_words(row, today) if row is not None else ""


def first_of(deadlines: Sequence[Deadline], today: date) -> str:
    """Which of them ends first, and when: 法院决定是否立案，最晚 3 月 9 日（周一）; "" where none runs."""
    days = [(row.due, row.name) for row in deadlines if row.due and row.due >= today]
    due, name = min(days, default=(today, ""))
    return f"{name}，最晚 {day_words(due, today=today)}" if name else ""


def _of_the_end(case: Case, party: Party, deadlines: Sequence[Deadline], today: date) -> str:
    """How it ended, what is to be paid next, and until when the parties may still have their agreement confirmed."""
    asked = party.side in (Side.CLAIMANT, Side.PETITIONER)
    first, others = _ENDED.get(Closing(case.closing), _OVER) if case.closing else _OVER
    said = first if asked else others
    running = [row for row in deadlines if row.due and row.due >= today]
    if paid := first_of([row for row in running if row.term == PAYMENT], today):
        said += f"最近的一笔：{paid}。"
    if until := next((row.due for row in running if row.term == _CONFIRM), None):
        return f"{said}想请法院确认协议的，最晚 {day_words(until, today=today)}各方一起申请。"
    return said if paid else f"{said}{NOTHING}"


def still_to_come(case: Case, deadlines: Sequence[Deadline], today: date) -> str:
    """What the court does of a case that is over, behind the words of its end: 接下来法院退还诉讼费，最晚 …。"""
    owed = [row for row in deadlines if row.holder in OF_COURT and _runs(row)] if case.stage in ENDED else []
    next_ = first_of(owed, today)
    return f"接下来{next_}。" if next_ else ""


def _answers_of_others(case: Case, party: Party) -> list[Deadline]:
    """The time the other side has to answer; it is named."""
    rows = case.deadlines.filter(term=ANSWER, state=DeadlineState.OPEN).exclude(party=party).select_related("party")
    found = []
    for row in rows.order_by("due", "pk"):
        row.name = f"{row.party.name if row.party else '对方'}{law_terms.told(row.term, case.received_on)}"
        found.append(row)
    return found


def of_court(
    case: Case, mine: Collection[str], deadlines: Sequence[Deadline], met: Sequence[Appointment], today: date
) -> str:
    """What stands first for somebody of the court, or the mediator, who has nothing to do by the page's own act: what
    was missed and what runs, their own before that of others, each with whose it is. `mine`: as what they sit here."""
    if case.stage in ENDED:
        how = Closing(case.closing).label if case.closing else case.stage_label
        return f"本案已结：{how}。"
    known = [row for row in deadlines if row.due]
    own = [row for row in known if row.holder in mine]
    for rows, whose in ((own, True), (known, False)):
        for row in rows:
            due = row.due or today
            doer = "您" if whose else Holder(row.holder).label
            if not _runs(row):
                ended = f"{day_words(due, today=today)}到期，{days_left_words(due, today)}"
                return f"{doer}过期没有办：{row.name}，{ended}。"
            if met and row.due is not None and met[0].due <= row.due:
                return ""
            said = f"{row.name}，最晚 {day_words(due, today=today)}，{days_left_words(due, today)}。"
            return f"您的最后一天：{said}" if whose else f"{NOTHING}接下来由{doer}办：{said}"
    return "" if met else NOTHING


def _runs(row: Deadline) -> bool:
    return row.state != DeadlineState.LAPSED


def _own_days(party: Party, deadlines: Sequence[Deadline]) -> list[tuple[date, Deadline]]:
    """The last days of what is this party's to do, the first to end first."""
    own = [row for row in deadlines if row.holder in OF_PARTIES and row.party_id in (None, party.pk)]
    return [(row.due, row) for row in own if row.due and row.term not in _OF_AGREEMENT]
