"""Case numbers: gapless per court, year and kind, drawn from a locked counter row (法〔2015〕137号)."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from common.cases.events import By, Numbered
from common.cases.models import Case, CaseNumber, NumberCounter
from common.cases.rules import number_text
from common.fields import pieces
from common.law.regimes import NumberKind

from .announce import announce


class Issuer(Protocol):
    """Where serials come from. The provincial business system may be the issuer; the default is our own counter."""

    def next_serial(self, *, court_id: int, year: int, kind: str) -> int: ...


class CounterIssuer:
    def next_serial(self, *, court_id: int, year: int, kind: str) -> int:
        """Lock the counter's row, make it if it is the year's first, and return the next serial from 1."""
        NumberCounter.objects.bulk_create(
            [NumberCounter(court_id=court_id, year=year, kind=kind)], ignore_conflicts=True
        )
        row = NumberCounter.objects.select_for_update().get(court_id=court_id, year=year, kind=kind)
        row.last += 1
        row.save(update_fields=["last"])
        return row.last


def issuer() -> Issuer:
    issuer: Issuer = import_string(getattr(settings, "NUMBER_ISSUER", "common.cases.actions.numbers.CounterIssuer"))()
    return issuer


@transaction.atomic
def give_number(*, case: Case, kind: NumberKind | str, by: By, today: date, anew: bool = False) -> CaseNumber:
    """Give the case its number of this kind in its court; giving it again returns the one it has. `anew`: it is sent
    back to be tried anew, and has another one from today (民诉法41第3款)."""
    case, kind = Case.lock(case.pk), NumberKind(kind)
    had = case.numbers.filter(court_id=case.court_id, kind=kind).order_by("-pk").first()
    if had and not anew:
        return had
    serial = issuer().next_serial(court_id=case.court_id, year=today.year, kind=kind)
    text = number_text(court_code=case.court.code, year=today.year, kind=kind, serial=serial)
    number = CaseNumber.objects.create(
        case=case, court_id=case.court_id, year=today.year, kind=kind, serial=serial, text=text, given_on=today
    )
    case.grams = sorted({*case.grams, *pieces(text)})
    case.save(update_fields=["grams"])
    announce(case=case, event=Numbered(number_id=number.pk, number_kind=kind), by=by)
    return number
