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
    """A paper was received with legal effect; what runs from receipt runs from `served_on` (not counted, 民诉法85)."""

    service_id: int
    party_id: int
    document_kind: str
    method: str
    served_on: date


@event("delivery.failed")
class Failed(CaseEvent):
    """A service did not succeed; another way is to be tried. Both sides know it: no term runs from it."""

    service_id: int
    party_id: int
    document_kind: str
    method: str


@event("delivery.sought", audience=Audience.SIDE)
class Sought(CaseEvent):
    """Whoever sued (`party_id`) said where the other side is found, or that they do not know: nobody else's business.
    `sent_again`: what failed goes there."""

    service_id: int
    party_id: int
    sent_again: bool


@event("delivery.replanned", audience=Audience.STAFF)
class Replanned(CaseEvent):
    """The party takes papers elsewhere, or otherwise, than when this one was ordered: it goes by that now (解释137)."""

    service_id: int
    party_id: int
    document_kind: str
    frm: str
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
    60)."""

    service_id: int
    party_id: int
    document_kind: str
    served_on: date
