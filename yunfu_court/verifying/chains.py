"""The stream of events: nothing missing, nothing changed after it was written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from django.db.models import Count, F, Max, Min, Q, Window
from django.db.models.functions import Lag

from common.cases.models import Case, Event
from common.fields.chains import GENESIS, chained
from common.law import clock
from yunfu_court.verifying.invariants import Fault, Invariant, Span

_COLUMNS = ("case_id", "seq", "kind", "actor_id", "party_id", "channel", "audience")
_KEYS = ("case", "seq", "kind", "actor", "party", "channel", "audience")


def _gaps(span: Span) -> Iterator[Fault]:
    counted = Case.objects.filter(span.of("pk")).annotate(
        found=Count("events"), first=Min("events__seq"), last=Max("events__seq")
    )
    whole = Q(found=0, last_seq=0) | Q(found=F("last_seq"), last=F("last_seq"), first=1)
    for row in counted.exclude(whole).order_by("pk").values("pk", "found", "first", "last", "last_seq"):
        words = "{found} events from {first} to {last}, the case counts {last_seq}".format(**row)
        yield Fault(f"case {row['pk']}", words, row["pk"])


def _breaks(span: Span) -> Iterator[Fault]:
    """The first broken link of each case: what follows it cannot be trusted any more."""
    ends = dict(Case.objects.filter(span.of("pk")).order_by().values_list("pk", "last_hash"))
    rows = Event.objects.filter(span.of()).order_by("case_id", "seq")
    links = rows.values_list("case_id", "seq", "pk", "previous", "body", "hash")
    for case_id, chain in groupby(links, lambda link: link[0]):
        end = GENESIS
        for _, seq, pk, previous, body, link in chain:
            if previous != end or link != chained(previous, body):
                yield Fault(f"event {pk}", f"link {seq} of the chain is broken", case_id)
                break
            end = link
        else:
            if end != ends[case_id]:
                yield Fault(f"case {case_id}", "the chain does not end where the case says", case_id)


def _changed(span: Span) -> Iterator[Fault]:
    rows = Event.objects.filter(span.of()).order_by("case_id", "seq")
    for pk, body, at, day, *columns in rows.values_list("pk", "body", "at", "day", *_COLUMNS):
        said = json.loads(body)
        wrong = [name for name, key, value in zip(_COLUMNS, _KEYS, columns, strict=True) if said[key] != value]
        moment = datetime.fromisoformat(said["at"])
        wrong += ["at"] if moment != at else []
        wrong += ["day"] if clock.moment(moment).date() != day else []
        if wrong:
            yield Fault(f"event {pk}", f"not what was hashed: {', '.join(wrong)}", columns[0])


def _backward(span: Span) -> Iterator[Fault]:
    before = Window(Lag("at"), partition_by="case", order_by="seq")
    rows = Event.objects.filter(span.of()).annotate(before=before).filter(at__lt=F("before"))
    for pk, case_id, at, former in rows.order_by("pk").values_list("pk", "case_id", "at", "before"):
        yield Fault(f"event {pk}", f"{at} is before {former}, when the one before it happened", case_id)


INVARIANTS = (
    Invariant("events.gapless", "each event has the number after the last one's, and the case counts them", _gaps),
    Invariant("events.chained", "each event carries the hash of all before it", _breaks),
    Invariant("events.forward", "no event is earlier than the one before it in its case", _backward),
    Invariant("events.as_hashed", "the columns say what the hashed text says: figures and pages read them", _changed),
)
