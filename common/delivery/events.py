"""What may happen to a service."""

from __future__ import annotations

from datetime import date

from common.cases.events import Audience, CaseEvent, event


@event("delivery.address_confirmed", audience=Audience.SIDE)
class AddressConfirmed(CaseEvent):
    """送达地址确认书: where a party takes papers, and whether electronically (解释136)."""

    address_id: int
    party_id: int
    e_consent: bool
    e_channel: str


@event("delivery.address_set", audience=Audience.STAFF)
class AddressSet(CaseEvent):
    """Where a party's papers go was written down, and the party did not say it: where it was found, where who acts for
    it lives."""

    address_id: int
    party_id: int


@event("delivery.ordered", audience=Audience.STAFF)
class Ordered(CaseEvent):
    """A paper is on its way to a party."""

    service_id: int
    party_id: int
    document_kind: str
    method: str


@event("delivery.dispatched", audience=Audience.STAFF)
class Dispatched(CaseEvent):
    """A paper went out: posted, taken along, sent off, announced. Sending in time is judged by `dispatched_on` (民诉法
    128)."""

    service_id: int
    party_id: int
    document_kind: str
    method: str
    dispatched_on: date


@event("delivery.dispatch_corrected", audience=Audience.STAFF)
class DispatchCorrected(CaseEvent):
    """The day of dispatch had been written down wrongly: the former day and the right one."""

    service_id: int
    party_id: int
    document_kind: str
    frm: date
    dispatched_on: date


@event("delivery.served")
class Served(CaseEvent):
    """A paper was received with legal effect; what runs from receipt runs from `served_on` (not counted, 民诉法85).
    `papers`: of how many of one envelope this one tells; 0: another of it does. `unsigned`: nobody signed for it, it
    came back or was refused (解释131; 专递规定11)."""

    service_id: int
    party_id: int
    document_kind: str
    method: str
    served_on: date
    papers: int = 1
    unsigned: bool = False


@event("delivery.failed")
class Failed(CaseEvent):
    """A service did not succeed; another way is to be tried. Both sides know it: no term runs from it. `papers`: as of
    `Served`. `unsigned`: it had arrived, and nobody signed for it in its days."""

    service_id: int
    party_id: int
    document_kind: str
    method: str
    papers: int = 1
    unsigned: bool = False


@event("delivery.asked", audience=Audience.SIDE)
class Asked(CaseEvent):
    """Whoever sued (`party_id`) is asked until a day where the other side is found (简易规定8). What comes of it is as
    little the other side's business: the three below."""

    service_id: int
    party_id: int
    until: date


@event("delivery.refused")
class Refused(CaseEvent):
    """A party does not sign for what would bind it by its signature: it takes no effect (民诉法102). `unreached`: it
    said nothing, no way brought it there."""

    service_id: int
    party_id: int
    document_kind: str
    unreached: bool = False


@event("delivery.sought", audience=Audience.SIDE)
class Sought(CaseEvent):
    """They said where. `sent_again`: what failed goes there."""

    service_id: int
    party_id: int
    sent_again: bool


@event("delivery.not_known", audience=Audience.SIDE)
class NotKnown(CaseEvent):
    """They do not know: the court decides on the next way (民诉法95)."""

    service_id: int
    party_id: int


@event("delivery.unanswered", audience=Audience.SIDE)
class Unanswered(CaseEvent):
    """They did not say until the day: the court decides on the next way."""

    service_id: int
    party_id: int


@event("delivery.tried_again")
class TriedAgain(CaseEvent):
    """What failed goes another way, by the court's decision (民诉法88-95)."""

    service_id: int
    party_id: int
    document_kind: str
    method: str


@event("delivery.replanned", audience=Audience.STAFF)
class Replanned(CaseEvent):
    """The party takes papers elsewhere, or otherwise, than when this one was ordered: it goes by that now (解释137)."""

    service_id: int
    party_id: int
    document_kind: str
    frm: str
    method: str


@event("delivery.notice_ended")
class NoticeEnded(CaseEvent):
    """A public notice was called back before it had run: it became known where its addressee takes papers, and the
    paper goes there by `method`. No day counts from the notice."""

    service_id: int
    party_id: int
    document_kind: str
    method: str


@event("delivery.published")
class Published(CaseEvent):
    """A paper was announced to somebody whom no other way reaches; it is served when the notice has run (民诉法95)."""

    service_id: int
    party_id: int
    document_kind: str
    announced_on: date
    expires_on: date


@event("delivery.taken_back")
class TakenBack(CaseEvent):
    """What was received on `served_on` counts no more: it had reached a ward alone, and goes to the guardian (民诉法
    60); or, `by_agent`, only an agent who acts no more (民诉法63), and goes to the party itself."""

    service_id: int
    party_id: int
    document_kind: str
    served_on: date
    by_agent: bool = False
