"""Steps of sending the copies, and of what the court says it did about a term it missed (民诉法128)."""

from __future__ import annotations

from dataclasses import replace

import common.delivery.actions
import triage.teams.actions
import triage.trial.actions
from common.cases.actions import done_late, keep_deadlines, unkeep_deadlines
from common.cases.events import Admitted, DeadlineLapsed, LapseDealt, Released, SeatEnded
from common.cases.models import Deadline, Participation, Party
from common.cases.states import ENDED, Stage
from common.delivery import queries as delivery_queries
from common.delivery.events import DispatchCorrected, Dispatched, Failed, NoticeEnded, Published, Served, TriedAgain
from common.law.papers import PaperKind
from triage.teams.states import FOREIGN_REVIEW
from yunfu_court.procedure.happening import Happening

# Papers, each with a term of the same name for sending it (民诉法128).
COPIES = (PaperKind.COMPLAINT_COPY, PaperKind.ANSWER_COPY)


def sent_on(x: Happening[Dispatched]) -> None:
    """The copies have gone out to everybody: the five days of sending them are judged by that day, not by the day on
    which they arrive (民诉法128: 发送). What went out too late was missed."""
    kind = x.event.document_kind
    if kind in COPIES and (day := delivery_queries.all_sent_on(x.case, kind)):
        keep_deadlines(case=x.case, terms=[kind], on=day)
        done_late(case=x.case, terms=[kind])


def sent_otherwise(x: Happening[DispatchCorrected]) -> None:
    """The day of sending was written down wrongly: the five days are judged again, by the right one."""
    kind = x.event.document_kind
    if kind in COPIES and (day := delivery_queries.all_sent_on(x.case, kind)):
        unkeep_deadlines(case=x.case, terms=[kind], on=day, by=x.by)
        keep_deadlines(case=x.case, terms=[kind], on=day)
        done_late(case=x.case, terms=[kind])


def reached_otherwise(x: Happening[Admitted | Released | SeatEnded]) -> None:
    """Somebody with an account came to stand for a party, or does so no more: what is on its way to it follows (民诉法
    90)."""
    if isinstance(x.event, SeatEnded):
        party: int | None = x.event.party_id
    else:
        party = Participation.objects.values_list("party", flat=True).get(pk=x.event.participation_id)
    if party is not None:
        row = Party.objects.select_related("case").get(pk=party)
        common.delivery.actions.reach_changed(party=row, by=replace(x.by, party_id=None))


def summons_moved(x: Happening[Served | Failed | Published | TriedAgain | NoticeEnded]) -> None:
    """Whether a summons reaches everybody before the hearing may have changed: one that comes back, or is announced for
    longer, asks for another day (民诉法139, 147)."""
    if x.event.document_kind == PaperKind.SUMMONS and x.case.stage == Stage.TRIAL:
        triage.trial.actions.check_hearings(case=x.case, by=x.by, today=x.today)


def summoned(x: Happening[Served]) -> None:
    """Everybody has the summons: the three days before the hearing are judged by the day of the last receipt (民诉法
    139)."""
    if x.event.document_kind != PaperKind.SUMMONS:
        return
    summons_moved(x)
    if day := delivery_queries.all_received_on(x.case, PaperKind.SUMMONS):
        keep_deadlines(case=x.case, terms=["hearing_notice"], on=day)
        done_late(case=x.case, terms=["hearing_notice"])


def where_unanswered(x: Happening[DeadlineLapsed]) -> None:
    """Nobody said where the other side is found: the court decides on the next way (民诉法95)."""
    common.delivery.actions.no_answer(deadline=Deadline.objects.get(pk=x.event.deadline_id), by=x.by, today=x.today)


def dealt(x: Happening[LapseDealt]) -> None:
    """How a foreign-related case goes was written down: the next look is due after the same time again. Copies that
    have all gone out are asked about no more."""
    if x.event.term in COPIES and delivery_queries.all_sent_on(x.case, PaperKind(x.event.term)):
        done_late(case=x.case, terms=[x.event.term])
    if x.event.term == FOREIGN_REVIEW and x.case.registered_on and x.case.stage not in ENDED:
        triage.teams.actions.keep_trial_term(case=x.case, by=x.by, today=x.today)
