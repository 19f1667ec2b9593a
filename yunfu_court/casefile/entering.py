"""From a public guide into one's own case: which of the acts that the guide names this case offers now."""

from __future__ import annotations

from datetime import date

from common.cases.models import Case
from common.cases.queries import Offer
from common.people.models import User
from intake.requests.rules.entrances import ENTRANCES
from yunfu_court.rooms import ROOMS


def inside(code: str) -> tuple[str, ...]:
    """The acts of this item inside a case; empty where there is none."""
    return ENTRANCES[code].acts if code in ENTRANCES else ()


def offer_of(case: Case, user: User, code: str, today: date) -> Offer | None:
    """The first act of this item that the case page offers this person today; only the rooms of its acts are asked."""
    acts = inside(code)
    rooms = {name.partition(":")[0] for name in acts}
    for room in ROOMS:
        panel = room.panel(case, user, today) if room.panel and room.key in rooms else None
        for offer in panel.offers if panel else ():
            if offer.url_name in acts:
                return offer
    return None
