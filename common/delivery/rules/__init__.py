"""The rules of service, none of which knows a database."""

from .proofs import Signed, proof_problem, signers, tells
from .public import (
    kept_private,
    lays_open,
    leads_to_somebody,
    masked,
    named_publicly,
    needs_gist,
    notice_lines,
    points,
    tells_of_child,
    tells_of_minor,
)
from .ways import (
    BEFORE_PUBLIC,
    BY_ACCEPTANCE,
    Plan,
    day_rule,
    may_serve_by,
    method_for,
    next_way,
    record_problem,
    sent_problem,
    what_waits,
)

__all__ = [
    "BEFORE_PUBLIC",
    "BY_ACCEPTANCE",
    "Plan",
    "Signed",
    "day_rule",
    "kept_private",
    "lays_open",
    "leads_to_somebody",
    "masked",
    "may_serve_by",
    "method_for",
    "named_publicly",
    "needs_gist",
    "next_way",
    "notice_lines",
    "points",
    "proof_problem",
    "record_problem",
    "sent_problem",
    "signers",
    "tells",
    "tells_of_child",
    "tells_of_minor",
    "what_waits",
]
