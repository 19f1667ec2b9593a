"""The only writers of the mediation centre. Each locks the case, then its rows, checks, writes, and announces last."""

from . import confirmation
from .agreement import Draft, draft_agreement, recall_agreement, send_agreement, sign_agreement, sign_at_counter
from .extension import answer_extension, ask_extension
from .judging import name_judge, name_judges_left
from .mediators import accept, answer_disclosure, appoint, lapsed, nominate, refuse, replace
from .opening import consent, decline, expire, mediate_again, open_mediation, record_answer, stop_for_withdrawal
from .outcome import finish, finish_between
from .papers import go_back, make_paper, paper_received, record_regret, refuse_paper, seek_paper
from .points import draft_points, fail, send_points, sign_points, sign_points_at_counter, write_report
from .sessions import Log, add_note, cancel_session, choose_time, log_session, offer_session
from .signing import Given, send_sign_code

__all__ = [
    "Draft",
    "Given",
    "Log",
    "accept",
    "add_note",
    "answer_disclosure",
    "answer_extension",
    "appoint",
    "ask_extension",
    "cancel_session",
    "choose_time",
    "confirmation",
    "consent",
    "decline",
    "draft_agreement",
    "draft_points",
    "expire",
    "fail",
    "finish",
    "finish_between",
    "go_back",
    "lapsed",
    "log_session",
    "make_paper",
    "mediate_again",
    "name_judge",
    "name_judges_left",
    "nominate",
    "offer_session",
    "open_mediation",
    "paper_received",
    "recall_agreement",
    "record_answer",
    "record_regret",
    "refuse",
    "refuse_paper",
    "replace",
    "seek_paper",
    "send_agreement",
    "send_points",
    "send_sign_code",
    "sign_agreement",
    "sign_at_counter",
    "sign_points",
    "sign_points_at_counter",
    "stop_for_withdrawal",
    "write_report",
]
