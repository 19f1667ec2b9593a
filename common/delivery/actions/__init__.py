"""The only writers of service."""

from .addresses import confirm_address
from .again import serve_again, serve_guardian, serve_itself
from .asking import no_answer
from .dispatching import correct_dispatch, send_out
from .electronic import confirm_receipt, fall_back, on_notice, refuse_receipt, send_electronic
from .hanging import raise_hanging
from .ordering import next_step, plan, serve, still_there, ways
from .published import expire_published, publish, recount_published
from .recording import fail_service, hand_over, record_service
from .replanning import call_back, reach_changed, replan
from .saying import say_where

__all__ = [
    "call_back",
    "confirm_address",
    "confirm_receipt",
    "correct_dispatch",
    "expire_published",
    "fail_service",
    "fall_back",
    "hand_over",
    "next_step",
    "no_answer",
    "on_notice",
    "plan",
    "publish",
    "raise_hanging",
    "reach_changed",
    "record_service",
    "recount_published",
    "refuse_receipt",
    "replan",
    "say_where",
    "send_electronic",
    "send_out",
    "serve",
    "serve_again",
    "serve_guardian",
    "serve_itself",
    "still_there",
    "ways",
]
