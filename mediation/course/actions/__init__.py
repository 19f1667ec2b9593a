"""The only writers of the course. Each locks the case, then its rows, checks, writes, and announces last."""

from .appraisal import record_appraisal, remove_appraisal
from .ending import follow_due, give_up, stop_for_withdrawal
from .extension import answer_extension, ask_extension
from .mediators import accept, answer_disclosure, appoint, lapsed, nominate, refuse, replace
from .opening import consent, decline, open_mediation, record_answer
from .report import fail, write_report
from .sessions import Log, add_note, cancel_session, choose_time, log_session, offer_session

__all__ = [
    "Log",
    "accept",
    "add_note",
    "answer_disclosure",
    "answer_extension",
    "appoint",
    "ask_extension",
    "cancel_session",
    "choose_time",
    "consent",
    "decline",
    "fail",
    "follow_due",
    "give_up",
    "lapsed",
    "log_session",
    "nominate",
    "offer_session",
    "open_mediation",
    "record_answer",
    "record_appraisal",
    "refuse",
    "remove_appraisal",
    "replace",
    "stop_for_withdrawal",
    "write_report",
]
