"""The rules of service, none of which knows a database."""

from .proofs import Signed, proof_problem, signers, tells
from .ways import BEFORE_PUBLIC, Plan, day_rule, may_serve_by, method_for, next_way, record_problem, sent_problem

__all__ = [
    "BEFORE_PUBLIC",
    "Plan",
    "Signed",
    "day_rule",
    "may_serve_by",
    "method_for",
    "next_way",
    "proof_problem",
    "record_problem",
    "sent_problem",
    "signers",
    "tells",
]
