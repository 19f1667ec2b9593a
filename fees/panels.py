"""What the fee office shows on the home page and on the case page: the parts of its wings, joined."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from common.cases.access import is_staff_on, party_for
from common.cases.models import Case
from common.cases.queries import DeskItem, Offer, Panel
from common.cases.states import ENDED
from common.people.models import User
from fees.charging import queries as charging
from fees.money import queries as money
from fees.money.access import may_pay
from fees.money.models import Refund
from fees.relief import queries as relief
from fees.relief.models import Relief
from fees.review import queries as review
from fees.review.models import FeeReview
from fees.settling import queries as settling

_ABOUT: Mapping[str, type[Refund] | type[Relief] | type[FeeReview]] = {
    "refund": Refund,
    "fee_relief": Relief,
    "fee_review": FeeReview,
}


def of_others(subjects: Collection[str], parties: Collection[int] | QuerySet[Any, Any]) -> set[str]:
    """Of these subjects of terms, those about money that is none of these parties': what comes back to another, what it
    asked. A query for each kind there is."""
    found: set[str] = set()
    for kind, model in _ABOUT.items():
        keys = [int(each.removeprefix(f"{kind}:")) for each in subjects if each.startswith(f"{kind}:")]
        if keys:
            rows = model.objects.filter(pk__in=keys).exclude(party__in=parties)
            found |= {f"{kind}:{pk}" for pk in rows.values_list("pk", flat=True)}
    return found


def owner_of(subject: str) -> int | None:
    """Whose money or request a term of this subject is about: the party; None where it is about neither."""
    kind, _, pk = subject.partition(":")
    model = _ABOUT.get(kind)
    return model.objects.filter(pk=pk).values_list("party_id", flat=True).first() if model and pk.isdigit() else None


def desk(user: User, today: date) -> list[DeskItem]:
    """What waits for this person: requests to decide, refunds, money to look into; for a litigant, fees to pay."""
    wings = (relief, review, money, charging, settling)
    return [item for wing in wings for item in wing.desk(user, today)]


def panel(case: Case, user: User, today: date) -> Panel | None:
    """What the fee office shows of a case on the case page; None while there is nothing to show or do."""
    party = party_for(case, user, today)
    notices = list(case.fee_notices.select_related("party"))
    notice = money.current_of(notices, party)
    staff = is_staff_on(case, user, today)
    settled = settling.settled_of(case) if case.stage in ENDED else None
    reliefs = relief.reliefs_of(case)
    if not staff:
        reliefs = [each for each in reliefs if party is not None and each.party_id == party.pk]
    # The other side's fee, what it paid and what goes back to it are not this reader's.
    own = staff or (party is not None and notice is not None and may_pay(notice, party))
    rows = [*money.rows(notice if own else None), *relief.rows(reliefs), *settling.rows(settled, own=own)]
    offers: list[Offer] = []
    if staff:
        rows += settling.before_closing(case, notices, today)
        offers = money.to_release(case, user, today) if notices else []
    offers += relief.to_decide(case, reliefs, user, today)
    if party is not None:
        offers += charging.offers(case, party, notice, reliefs)
        offers += relief.offers(case, party, notice, reliefs)
        offers += review.offers(case, party, notice, reliefs, settled.row if settled else None)
    offers += money.offers(case, notice, user, today)
    offers += settling.offers(case, settled, party, user, today)
    if not rows and not offers:
        return None
    return Panel(title="诉讼费用", rows=rows, offers=offers, order=40)
