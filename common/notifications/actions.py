"""The only writers of the outbox: put a message in, claim it, record what became of it, mark it read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from common.cases.models import Event
from common.documents.actions import wake
from common.documents.models import Document
from common.fields import blind_index
from common.law import clock
from common.law.refusal import ActionRefused
from common.law.transitions import move
from common.notifications import queries
from common.notifications.models import Notice
from common.notifications.queries import due, of_case
from common.notifications.rules import (
    CLAIM,
    CODE,
    CODE_LIFE,
    CODES_FOR,
    LASTING,
    NEUTRAL,
    NEUTRAL_TITLE,
    Recipient,
    code_words,
    each_once,
    one_message,
    recipient_key,
    rests,
    retry_after,
    waking,
)
from common.notifications.states import NOTICE_MOVES, Channel, NoticeState
from common.people.models import OrganisationMember, PostProposal, User
from common.people.queries import in_role
from common.people.rules import normalise_phone
from common.people.states import PostAct, PostState, Role


@transaction.atomic
def notify(
    *,
    kind: str,
    recipients: Iterable[Recipient],
    title: str,
    body: str,
    link: str = "",
    neutral: str = NEUTRAL,
    sms: str = "",
    about: str = "",
    event: Event | None = None,
    occasion: str = "",
    not_before: datetime | None = None,
    useless_after: datetime | None = None,
) -> list[Notice]:
    """Queue a message to each recipient by each way they can be reached; told twice, it is still sent once, and once to
    who is several of them (`each_once`).

    Caused by an `event`, or, without one, on an `occasion` (a key such as "deadline:12:due-3"). `link` is a path of the
    portal. A telephone gets one message: `sms`, else the body shortened, with the case by its short name (`about`: its
    title, where no event says it). A number that nobody has checked gets the `neutral` words. What rings a telephone
    waits until `not_before`; after `useless_after` it is not sent any more. Returns the rows, old or new.

    Such a number is told once a day that there is a case: what says with which code to look takes the place of what
    only says whom to ring.
    """
    if (event is None) == (not occasion):
        raise ValueError("a notice has either an event or an occasion")
    now = clock.now()
    people = each_once(recipients)
    about = event.case.title if event is not None else about
    if not sms and any(Channel.SMS in each.ways() for each in people):
        sms = one_message(body, about)
    words = {Channel.SMS: sms, Channel.EMAIL: body if about in body else f"{about}\n{body}"}
    wanted = [
        _row(
            recipient,
            way,
            kind=kind,
            title=title if recipient.known or way == Channel.IN_SITE else NEUTRAL_TITLE,
            body=words.get(way, body) if recipient.known or way == Channel.IN_SITE else neutral,
            link=link,
            event=event,
            occasion=occasion,
            created_at=now,
            due_at=max(now, not_before) if not_before and way == Channel.SMS else now,
            useless_after=useless_after,
        )
        for recipient in people
        for way in recipient.ways()
        if not _told_already(recipient, way, neutral, event, occasion, now)
    ]
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    rows = list(
        Notice.objects.filter(
            event=event, occasion=occasion, kind=kind, recipient__in={row.recipient for row in wanted}
        ).order_by("id")
    )
    for row in rows:
        if row.state == NoticeState.QUEUED and row.attempts == 0 and row.due_at <= now:
            wake("notifications.send", row.pk)
    return rows


def unit_left(member: OrganisationMember) -> None:
    """For settings.UNIT_LEFT_HANDLERS: tell the member, in the portal, until when and by whom it was written down."""
    if member.until is None or member.ended_by is None:
        raise ValueError("the membership has not ended")
    unit, own = member.organisation, member.ended_by_id == member.user_id
    who = "您本人" if own else f"{member.ended_by.display_name}（法院工作人员）"
    notify(
        kind="people.unit_left",
        recipients=[Recipient(user_id=member.user_id, channels=frozenset({Channel.IN_SITE}))],
        title=f"您不再代表{unit}办理",
        body=f"{who}已登记：您代表{unit}办理到{member.until:%Y-%m-%d}为止，以后不能再查看和办理这个单位的案件。"
        "如有错误，请带单位手续到法院窗口，或者拨打 12368。",
        link="/me/",
        occasion=f"unit_left:{member.pk}",
    )


def file_infected(document: Document) -> None:
    """For settings.SCAN_HANDLERS: a file that had waited for the scanner is kept apart. Who handed it in and the
    security administrators hear it, once; these read neither its name nor whose it is."""
    sender = document.owner_id
    keepers = {each.user_id for each in in_role(Role.SECURITY, clock.today())} - {sender}
    look = f"/documents/{document.uid}/look/"
    ours = "文件已经单独存放，谁也打不开。提交的人已经收到通知，请查明情况。"
    theirs = (
        "文件可能有病毒，已经单独存放，谁也打不开。请用杀毒软件检查手机或电脑，换一份文件重新提交；"
        "有困难的，请带原件到法院窗口。"
    )
    for people, body, link in ((keepers, ours, ""), ({sender} if sender else set(), theirs, look)):
        notify(
            kind="documents.infected",
            recipients=[Recipient(user_id=pk, channels=frozenset({Channel.IN_SITE})) for pk in sorted(people)],
            title="有一份上传的文件没有通过安全检查",
            body=body,
            link=link,
            occasion=f"infected:{document.pk}",
        )


def post_said(proposal: PostProposal) -> None:
    """For settings.POST_HANDLERS: who is to confirm hears what waits; whose post it is, and who proposed it, what came
    of it."""
    row, post = proposal, f"{proposal.court.short_name}{proposal.get_role_display()}"
    act = PostAct(row.act)
    if row.state == PostState.WAITING:
        people: set[User | None] = {
            each.user for each in in_role(Role.SECURITY, clock.today()) if each.user != row.user
        }
        title, body = f"{act.label}等您核准", f"{row.user.display_name}，{post}。请到“任职”核准或者不核准。"
    elif row.state == PostState.CONFIRMED:
        people = {row.user, row.proposed_by}
        until = f"，到{row.until:%Y-%m-%d}为止" if row.until else ""
        title, body = (
            f"{act.label}已核准",
            f"{row.user.display_name}，{post}{until}。不是您本人的或者有错误的，请告诉本院。",
        )
    else:
        people = {row.proposed_by}
        title, body = f"{act.label}{PostState(row.state).label}", f"{row.user.display_name}，{post}。"
    notify(
        kind="people.post",
        recipients=[
            Recipient(user_id=pk, channels=frozenset({Channel.IN_SITE}))
            for pk in sorted(each.pk for each in people if each)
        ],
        title=title,
        body=body,
        link="/me/",
        occasion=f"post:{row.pk}:{row.state}",
    )


def _told_already(
    recipient: Recipient, way: Channel, neutral: str, event: Event | None, occasion: str, now: datetime
) -> bool:
    """Whether an unchecked number has had today what this message could say to it."""
    if recipient.known or way != Channel.SMS or recipient.channels is not None or recipient.party_id is None:
        return False
    today = clock.moment(now).replace(hour=0, minute=0, second=0, microsecond=0)
    said = Notice.objects.filter(channel=way, party=recipient.party_id, title=NEUTRAL_TITLE, created_at__gte=today)
    said = said.exclude(state=NoticeState.DEAD).exclude(event=event, occasion=occasion)
    if neutral == NEUTRAL:
        return said.exists()
    said.filter(state=NoticeState.QUEUED, attempts=0).delete()
    return False


def _row(recipient: Recipient, way: Channel, **values: Any) -> Notice:
    address = {Channel.SMS: normalise_phone(recipient.phone), Channel.EMAIL: recipient.email}.get(way, "")
    hashed = blind_index(address)
    return Notice(
        channel=way,
        recipient=recipient_key(recipient, hashed),
        user_id=recipient.user_id,
        party_id=recipient.party_id,
        address=address,
        address_hash=hashed or "",
        **values,
    )


@transaction.atomic
def send_code(phone: str, template: str, context: Mapping[str, str]) -> Notice:
    """Queue a sign-in message (settings.SMS_SENDER points here). A code is a row like any message: encrypted, never in
    a log, not sent once it has expired. Templates: common.notifications.rules.code_words."""
    now = clock.now()
    title, body = code_words(template, context)
    row = _row(
        Recipient(phone=phone),
        Channel.SMS,
        kind=f"{CODE}{template}",
        title=title,
        body=body,
        created_at=now,
        due_at=now,
        useless_after=None if template in LASTING else now + CODE_LIFE,
    )
    row.save()
    wake("notifications.send", row.pk)
    return row


@transaction.atomic
def claim(*, pk: int, now: datetime) -> Notice | None:
    """Take a message for sending; None when another worker has it, it is done, or it has become useless."""
    row = due(now).filter(pk=pk).select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return None
    if row.useless_after is not None and row.useless_after < now:
        Notice.objects.filter(pk=row.pk).update(state=NoticeState.DEAD, trouble="expired")
        return None
    if row.channel == Channel.SMS and not row.kind.startswith(CODE) and rests(row.created_at, now):
        Notice.objects.filter(pk=row.pk).update(due_at=waking(now))
        return None
    move(row, NoticeState.CLAIMED, NOTICE_MOVES)
    row.due_at = now + CLAIM
    row.attempts += 1
    row.save(update_fields=["state", "due_at", "attempts"])
    return row


def keep_sent(*, notice: Notice, provider_ref: str, now: datetime) -> bool:
    """The adapter took it. False when this claim had expired and another worker recorded its own.

    Then, after the commit, settings.NOTICE_HANDLERS are called with the row: service of documents counts the day of
    arrival. What a handler raises is logged and cannot unsend the message; its own sweep makes it good.
    """
    with transaction.atomic():
        taken = _mine(notice).update(state=NoticeState.SENT, sent_at=now, provider_ref=provider_ref[:96], trouble="")
        if taken:
            notice.refresh_from_db()
            _tell(notice)
    return bool(taken)


def _tell(notice: Notice) -> None:
    for path in settings.NOTICE_HANDLERS:

        def call(path: str = path) -> None:
            import_string(path)(notice)

        transaction.on_commit(call, robust=True)


def keep_failure(*, notice: Notice, trouble: str, now: datetime, final: bool = False) -> None:
    """The adapter failed: later again, ever later, then given up. `trouble` is a class name or code, never words."""
    wait = None if final else retry_after(notice.attempts)
    if wait is None:
        _mine(notice).update(state=NoticeState.DEAD, trouble=trouble[:96], hopeless=final)
    else:
        _mine(notice).update(state=NoticeState.FAILED, trouble=trouble[:96], due_at=now + wait)


def revive(*, now: datetime) -> int:
    """Messages given up while a gateway was down are tried again, as long as they matter (`queries.revivable`). Never
    twice to the same person: the provider gets the same key. Returns how many."""
    return queries.revivable(now).update(state=NoticeState.FAILED, attempts=0, due_at=now)


@transaction.atomic
def tell_otherwise(*, notice: Notice, by_id: int | None, now: datetime) -> Notice:
    """Somebody of the court has told the person what could not be sent. Told already: unchanged."""
    row = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if row.state != NoticeState.DEAD:
        raise ActionRefused("这条消息已经送出，不用再告知。")
    if row.told_at is None:
        row.told_at, row.told_by_id = now, by_id
        row.save(update_fields=["told_at", "told_by"])
    return row


def _mine(notice: Notice) -> Any:
    """The row if this claim still holds: the number of attempts is the fence against a worker that woke up late."""
    return Notice.objects.filter(pk=notice.pk, state=NoticeState.CLAIMED, attempts=notice.attempts)


def forget_codes(*, now: datetime) -> int:
    """Empty the words of sign-in messages that have expired: nobody needs an old code, and a thief might want it."""
    old = Notice.objects.filter(useless_after__lt=now - CODE_LIFE, kind__startswith="people.").exclude(body="")
    return old.update(body="")


def erase_codes(*, now: datetime) -> int:
    """Sign-in messages of the past: numbers that asked for a code, also of people who have no account. Returns how
    many."""
    return Notice.objects.filter(kind__startswith="people.", created_at__lt=now - CODES_FOR).delete()[0]


@transaction.atomic
def mark_read(*, user: User, now: datetime, pk: int | None = None, case: str = "") -> int:
    """Mark one of the user's in-site messages as read, those about a case (its uid), or all of them.

    Returns how many; reading twice changes nothing.
    """
    rows = Notice.objects.filter(user=user.pk, channel=Channel.IN_SITE, state=NoticeState.SENT, read_at__isnull=True)
    if pk is not None:
        rows = rows.filter(pk=pk)
    if case:
        rows = rows.filter(of_case(case))
    ids = list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Notice.objects.filter(pk__in=ids).update(read_at=now)
    return len(ids)
