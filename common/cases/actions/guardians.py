"""Who acts by law for a party that cannot sue alone: written down, proved, ended (民诉法60; 解释83)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from common.cases.events import By, Released
from common.cases.models import Case, Party
from common.cases.rules import Guardian
from common.cases.states import Capacity
from common.people.rules import same_name

from .announce import announce
from .people import vacate


@transaction.atomic
def put_guardian(*, party: Party, guardian: Guardian, by: By, today: date) -> Party:
    """This person acts for the party from now on. An account that is somebody else's, the ward's own or the former
    guardian's, stands for it no more."""
    case, row = _locked(party)
    row.set_guardian(guardian)
    row.guardian_ended_on = None
    row.save()
    holds = row.user
    known = (row.guardian_hash, holds.id_hash if holds is not None else "")
    if holds is not None and not (same_name(holds.name, guardian.name) and (not all(known) or known[0] == known[1])):
        _leave(case, row, by, today)
    return row


@transaction.atomic
def prove_guardian(*, party: Party, today: date) -> bool:
    """The court has seen what proves the guardian. False when it had, or there is none."""
    _, row = _locked(party)
    if not row.guardian_unproved:
        return False
    row.guardian_checked_on = today
    row.save(update_fields=["guardian_checked_on"])
    return True


@transaction.atomic
def prove_own_work(*, party: Party, today: date) -> bool:
    """The court has seen that the party, of sixteen or seventeen, lives by its own work (民法典18第2款). False when it
    had."""
    _, row = _locked(party)
    if row.own_work_checked_on is not None:
        return False
    row.own_work_checked_on = today
    row.save(update_fields=["own_work_checked_on"])
    return True


@transaction.atomic
def strike_own_work(*, party: Party, today: date) -> bool:
    """It was written down wrongly that the party lives by its own work. False when it is not written down."""
    _, row = _locked(party)
    if row.own_work_checked_on is None:
        return False
    row.own_work_checked_on = None
    row.save(update_fields=["own_work_checked_on"])
    return True


@transaction.atomic
def drop_guardian(*, party: Party, by: By, today: date) -> bool:
    """The guardian acts no more: the account stands for the ward no more and sees the case no longer by it. False when
    nobody acted."""
    case, row = _locked(party)
    if not row.guardian:
        return False
    row.guardian_ended_on = today
    row.save(update_fields=["guardian_ended_on"])
    _leave(case, row, by, today)
    return True


def _locked(party: Party) -> tuple[Case, Party]:
    case = Case.lock(party.case_id)
    return case, Party.objects.select_for_update(of=("self",)).select_related("user").get(pk=party.pk)


def _leave(case: Case, party: Party, by: By, today: date) -> None:
    for row in vacate(party=party, user_id=party.user_id, until=today):
        announce(case=case, event=Released(participation_id=row, capacity=Capacity.PARTY), by=by)
