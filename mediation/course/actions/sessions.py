"""Sessions: offered, chosen, logged; and the mediator's private notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from common.cases.actions import announce
from common.cases.events import By
from common.cases.models import Case
from common.cases.rules import ActionRefused
from common.courts.queries import calendar, sitting_hours
from common.law import clock
from common.law.sittings import day_refused, hour_refused
from common.law.transitions import move
from mediation.course.actions.locking import locked, need_decider, need_mediator, need_open, need_running
from mediation.course.events import SessionHeld, SessionOffered, SessionSet
from mediation.course.models import Attendance, Mediation, PrivateNote, Session, TimeChoice
from mediation.course.rules import SLOTS
from mediation.course.states import SESSION_MOVES, ConsentState, SessionMode, SessionState


def _given(mediation: Mediation) -> set[int]:
    return set(mediation.consents.filter(state=ConsentState.GIVEN).values_list("party_id", flat=True))


@transaction.atomic
def offer_session(
    *,
    mediation: Mediation,
    mode: SessionMode,
    times: list[datetime],
    place: str,
    by: By,
    today: date,
    agreed: bool = False,
) -> Session:
    """The mediator offers up to three times; with `agreed` (told by telephone) the one time is set at once. On working
    days, in working hours, or by video in an evening, which all have agreed to or are yet to choose; within the period
    of the mediation."""
    case, mediation = locked(mediation.pk)
    need_running(mediation, today)
    need_mediator(mediation, by)
    wanted = sorted(set(times))
    if not wanted or len(wanted) > SLOTS:
        raise ActionRefused("请提出一至三个时间。", field="time1")
    if wanted[0].date() < today:
        raise ActionRefused("约定的时间不能早于今天。", field="time1")
    for number, each in enumerate(times, 1):
        _need_hours(mediation, each, mode, f"time{number}", today)
    if agreed and len(wanted) != 1:
        raise ActionRefused("已与各方约好的，只填写一个时间。", field="time2")
    if mode == SessionMode.ON_SITE and not place.strip():
        raise ActionRefused("现场调解请写明地点。", field="place")
    # A new offer takes the place of one that is still waiting: a party never has two to answer.
    mediation.sessions.filter(state__in=[SessionState.OFFERED, SessionState.SET]).update(state=SessionState.CANCELLED)
    session = Session.objects.create(
        mediation=mediation,
        number=mediation.sessions.count() + 1,
        mode=mode,
        times=wanted,
        place=place.strip(),
        state=SessionState.SET if agreed else SessionState.OFFERED,
        starts_at=wanted[0] if agreed else None,
    )
    if agreed:
        announce(case=case, event=SessionSet(session_id=session.pk, online=mode.is_online), by=by)
    else:
        announce(case=case, event=SessionOffered(session_id=session.pk), by=by)
    return session


def _need_hours(mediation: Mediation, at: datetime, mode: SessionMode, field: str, today: date) -> None:
    """ActionRefused for a night, a day on which nobody works, or one after the period of the mediation."""
    hours, on = sitting_hours(today), clock.moment(at).date()
    found = day_refused(on, today=today, hours=hours, days=calendar(), until=mediation.due).value
    if words := found or hour_refused(at, hours, by_video=mode.is_online, agreed=True).value:
        raise ActionRefused(words, field=field)


def _session(pk: int) -> tuple[Case, Mediation, Session]:
    case, mediation = locked(Session.objects.values_list("mediation_id", flat=True).get(pk=pk))
    return case, mediation, Session.objects.select_for_update().get(pk=pk)


@transaction.atomic
def choose_time(*, session: Session, starts_at: datetime | None, by: By, today: date) -> Session:
    """A party picks one of the times, or None: none suits. The session is set when all have picked the same."""
    case, mediation, session = _session(session.pk)
    need_open(mediation, today)
    party = need_decider(case, by, today)
    if session.state == SessionState.SET and starts_at == session.starts_at:
        return session
    if session.state != SessionState.OFFERED:
        raise ActionRefused(f"这次调解会现在是“{session.state_label}”，不能再选时间。")
    if starts_at is not None and starts_at not in session.times:
        raise ActionRefused("请在调解员提出的时间中选择。", field="starts_at")
    if starts_at is not None and clock.moment(starts_at).date() < today:
        raise ActionRefused("这个时间已经过了，请选别的；都不行的，选“都不方便”，调解员会另提时间。", field="starts_at")
    TimeChoice.objects.update_or_create(session=session, party=party, defaults={"starts_at": starts_at, "on": today})
    picked = dict(session.choices.values_list("party_id", "starts_at"))
    given = _given(mediation)
    if starts_at is not None and given <= set(picked) and {picked[pk] for pk in given} == {starts_at}:
        move(session, SessionState.SET, SESSION_MOVES)
        session.starts_at = starts_at
        session.save(update_fields=["state", "starts_at"])
        online = SessionMode(session.mode).is_online
        announce(case=case, event=SessionSet(session_id=session.pk, online=online), by=by)
    return session


@transaction.atomic
def cancel_session(*, session: Session, by: By, today: date) -> Session:
    """The mediator takes a time back."""
    _, mediation, session = _session(session.pk)
    need_mediator(mediation, by)
    if session.state not in (SessionState.OFFERED, SessionState.SET):
        raise ActionRefused(f"这次调解会现在是“{session.state_label}”。")
    move(session, SessionState.CANCELLED, SESSION_MOVES)
    session.save(update_fields=["state"])
    return session


@dataclass(frozen=True, kw_only=True)
class Log:
    """What is written down of a session that was held: `present` maps a party's pk to who came ("" for nobody)."""

    held_on: date
    mode: SessionMode
    place: str
    present: dict[int, str]
    record: str
    next_step: str
    identity_checked: bool
    warned: bool


@transaction.atomic
def log_session(*, mediation: Mediation, log: Log, by: By, today: date, session: Session | None = None) -> Session:
    """Write down a session that was held, one that was set before or one that simply took place.

    Identity must have been checked and everybody told what feigned mediation leads to (在线调解17).
    """
    case, mediation = locked(mediation.pk)
    need_running(mediation, today)
    need_mediator(mediation, by)
    if log.held_on > today:
        raise ActionRefused("调解日期不能晚于今天。", field="held_on")
    if mediation.accepted_on is not None and log.held_on < mediation.accepted_on:
        raise ActionRefused("调解日期不能早于接受调解之日。", field="held_on")
    if not log.identity_checked or not log.warned:
        raise ActionRefused("请先核实身份，并告知虚假调解的法律后果。", field="identity_checked")
    if not log.record.strip():
        raise ActionRefused("请写明调解情况。", field="record")
    row = (
        Session.objects.select_for_update().get(pk=session.pk, mediation=mediation)
        if session is not None
        else Session(mediation=mediation, number=mediation.sessions.count() + 1)
    )
    if row.state == SessionState.HELD:
        raise ActionRefused("这次调解会已经登记过。")
    move(row, SessionState.HELD, SESSION_MOVES)
    row.held_on, row.mode, row.place = log.held_on, log.mode, log.place.strip()
    row.record, row.next_step = log.record.strip(), log.next_step.strip()
    row.identity_checked, row.warned = True, True
    row.save()
    known = mediation.consents.values_list("party_id", flat=True)
    Attendance.objects.bulk_create(
        [
            Attendance(session=row, party_id=pk, present=bool(log.present.get(pk)), who=log.present.get(pk, "")[:80])
            for pk in known
        ]
    )
    announce(case=case, event=SessionHeld(session_id=row.pk, online=log.mode.is_online), by=by)
    return row


@transaction.atomic
def add_note(*, mediation: Mediation, text: str, by: By, today: date) -> PrivateNote:
    """Keep a private note. No event: not even that it exists is anybody else's business."""
    _, mediation = locked(mediation.pk)
    need_mediator(mediation, by)
    if not text.strip() or by.user_id is None:
        raise ActionRefused("请写下内容。", field="text")
    return PrivateNote.objects.create(mediation=mediation, author_id=by.user_id, on=today, text=text.strip())
