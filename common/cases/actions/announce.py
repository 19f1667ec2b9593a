"""Append an event to the stream and hand it to whoever reacts.

Handlers are named in settings.EVENT_HANDLERS, so that the ground imports nobody above it. They run inside the
outermost transaction, first announced first handled: what a handler announces waits until the handler is done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from common.cases.access import UNTIL_DECIDED, awaits_decision
from common.cases.events import Audience, By, CaseEvent, TodoOpened, payload_of
from common.cases.models import Case, Event
from common.cases.models.case import held, holding, let_go
from common.cases.rules import ActionRefused
from common.fields.chains import GENESIS, canonical, chained
from common.law import clock

_waiting: ContextVar[deque[tuple[Event, CaseEvent]] | None] = ContextVar("waiting_events", default=None)
Handler = Callable[[Event, CaseEvent], None]
_handlers: dict[tuple[str, ...], list[Handler]] = {}


@contextmanager
def undoable() -> Iterator[None]:
    """A savepoint that also takes back what was announced inside it and not yet handled.

    Whoever catches an exception around actions must use this instead of a bare `transaction.atomic()`.
    """
    queue = _waiting.get()
    kept = len(queue) if queue is not None else 0
    try:
        with transaction.atomic():
            yield
    except BaseException:
        while queue is not None and len(queue) > kept:
            queue.pop()
        let_go()
        raise


def handlers() -> list[Handler]:
    """The reacting functions, in order; also used by the start-up check that each can be imported."""
    names = tuple(settings.EVENT_HANDLERS)
    if names not in _handlers:
        _handlers[names] = [import_string(name) for name in names]
    return _handlers[names]


@transaction.atomic
def announce(*, case: Case, event: CaseEvent, by: By) -> Event:
    """Append `event` to the case's chain and let the procedure react. The last statement of every action.

    Returns the stored event. Raises what a handler raises: then the whole act is undone.
    """
    queue = _waiting.get()
    if queue is None:
        _need_decided(case, event, by)
    record = _append(case, event, by)
    if queue is not None:
        queue.append((record, event))
        return record
    queue = deque([(record, event)])
    token = _waiting.set(queue)
    try:
        with holding():
            while queue:
                row, happened = queue.popleft()
                for handle in handlers():
                    handle(row, happened)
    finally:
        _waiting.reset(token)
    return record


def _need_decided(case: Case, event: CaseEvent, by: By) -> None:
    """ActionRefused for whoever of the court offered to stand aside in the case, until it is decided (民诉法48第2款):
    here every act passes, whatever page or list it comes from. What they do as somebody's party or agent is not the
    court's; and to wait for the decision is itself a to-do."""
    if by.party_id is None and not isinstance(event, TodoOpened) and awaits_decision(case, by.user_id):
        raise ActionRefused(UNTIL_DECIDED)


def _append(case: Case, event: CaseEvent, by: By) -> Event:
    """Chain the event to the last one. The end of the chain is taken from the row the caller holds and written only
    if it is still the end (which also locks the case); else it is read again under the lock."""
    case = held(case)
    record = _record(case, event, by)
    if not _moved(case, record):
        end = Case.objects.select_for_update(of=("self",)).values_list("last_seq", "last_hash")
        case.last_seq, case.last_hash = end.get(pk=case.pk)
        record = _record(case, event, by)
        _moved(case, record)
    record.save(force_insert=True)
    return record


def _moved(case: Case, record: Event) -> bool:
    end = Case.objects.filter(pk=case.pk, last_seq=case.last_seq, last_hash=case.last_hash)
    moved = end.update(last_seq=record.seq, last_hash=record.hash)
    if moved:
        case.last_seq, case.last_hash = record.seq, record.hash
    return bool(moved)


def _record(case: Case, event: CaseEvent, by: By) -> Event:
    now = clock.now()
    seq, previous = case.last_seq + 1, case.last_hash or GENESIS
    audience, party_id = event.audience, by.party_id
    if audience == Audience.SIDE:  # whose it is, whoever acted: what one side pays or gets is not told to the other
        party_id = getattr(event, "party_id", None) or party_id
    body = canonical(
        {
            "case": case.pk,
            "seq": seq,
            "kind": event.kind,
            "actor": by.user_id,
            "party": party_id,
            "channel": str(by.channel),
            "audience": str(audience),
            "at": now.isoformat(timespec="microseconds"),
            "payload": payload_of(event),
        }
    )
    return Event(
        case_id=case.pk,
        seq=seq,
        kind=event.kind,
        actor_id=by.user_id,
        party_id=party_id,
        channel=by.channel,
        audience=audience,
        at=now,
        day=now.date(),
        body=body,
        previous=previous,
        hash=chained(previous, body),
    )
