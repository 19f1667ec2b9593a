"""What somebody who follows a petition makes happen."""

from __future__ import annotations

from common.cases.events import Audience, CaseEvent, event


@event("petitions.rated")
class Rated(CaseEvent):
    """What the petitioner thought of the answer; 1 (worst) to 5."""

    petition_id: int
    score: int


@event("petitions.code_renewed", audience=Audience.STAFF)
class CodeRenewed(CaseEvent):
    """The query code was lost and a new one handed out; the old one opens nothing any more."""

    petition_id: int
