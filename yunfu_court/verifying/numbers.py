"""Case numbers: from one on without a gap in each court, year and kind (法〔2015〕137号)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Max, Min

from common.cases.models import CaseNumber, NumberCounter
from common.courts.models import Court
from yunfu_court.verifying.invariants import Fault, Invariant, whole

_SERIES = ("court_id", "year", "kind")


def _courts() -> list[int]:
    return list(Court.objects.order_by("order").values_list("pk", flat=True))


def _named(court_id: int, year: int, kind: str) -> str:
    return f"{year} {kind} of court {court_id}"


def _gaps(court_id: int) -> Iterator[Fault]:
    series = CaseNumber.objects.filter(court=court_id).order_by(*_SERIES).values_list(*_SERIES)
    counted = series.annotate(found=Count("pk"), first=Min("serial"), last=Max("serial"))
    for *key, found, _, last in counted.exclude(found=F("last"), first=1):
        serials = CaseNumber.objects.filter(**dict(zip(_SERIES, key, strict=True))).order_by("serial")
        expected = 1
        for serial in serials.values_list("serial", flat=True).iterator():
            if serial != expected:
                break
            expected += 1
        yield Fault(_named(*key), f"{found} numbers up to {last}; the first that is not there is {expected}")


def _miscounted(_: None) -> Iterator[Fault]:
    """A counter beside its numbers. Where the provincial system issues them there are no counters (NUMBER_ISSUER)."""
    rows = CaseNumber.objects.order_by(*_SERIES).values_list(*_SERIES).annotate(last=Max("serial"))
    given = {tuple(key): last for *key, last in rows}
    for *key, last in NumberCounter.objects.order_by(*_SERIES).values_list(*_SERIES, "last"):
        found = given.get(tuple(key), 0)
        if found != last:
            yield Fault(_named(*key), f"counted to {last}, the last number given is {found}")


INVARIANTS = (
    Invariant("numbers.gapless", "serials run from one without a gap (法〔2015〕137号)", _gaps, _courts),
    Invariant("numbers.counted", "the next serial follows the last one given", _miscounted, whole),
)
