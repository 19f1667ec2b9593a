"""Posts are given and ended by two: the system administrator proposes, the security administrator confirms.

Neither may do so for themselves, and both stand in a chain that the audit administrator reads (等保三级: 三员分立).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from common.courts.models import Court, Division
from common.fields import blind_index
from common.fields.chains import GENESIS, canonical, chained
from common.law import clock
from common.law.refusal import ActionRefused
from common.law.transitions import move
from common.people.access import has_role, held_on
from common.people.models import AccountRecord, Membership, PostProposal, User
from common.people.rules import PersonRefused, normalise_phone
from common.people.states import ADMINISTRATORS, POST_TRANSITIONS, Kept, PostAct, PostState, Role

_CHAIN = 7_203_301  # the lock under which the chain grows


@transaction.atomic
def appoint(
    *,
    user: User,
    court: Court,
    role: Role,
    since: date,
    division: Division | None = None,
    until: date | None = None,
) -> Membership:
    """Give a user a post. PersonRefused when they hold the same one then, or the division is another court's."""
    if division is not None and division.court_id != court.pk:
        raise PersonRefused("部门不属于该法院。")
    try:
        with transaction.atomic():
            post = Membership.objects.create(
                user=user, court=court, division=division, role=role, since=since, until=until
            )
    except IntegrityError as error:
        raise PersonRefused("该用户在这段时间已有相同任职，或截止日期早于起始日期。") from error
    user.__dict__.pop("_posts", None)
    return post


@transaction.atomic
def install(*, user: User, court: Court, role: Role, on: date) -> Membership:
    """The first of each kind of administrator, before anybody is there who could propose or confirm.

    PersonRefused for any other post, and when somebody has this one: from then on posts are given by two.
    """
    if role not in ADMINISTRATORS:
        raise PersonRefused("只有管理员在安装时任职；其他岗位由系统管理员提出、安全管理员核准。")
    if Membership.objects.filter(held_on(on), role=role).exists():
        raise PersonRefused(f"已经有{role.label}。以后由系统管理员提出、安全管理员核准。")
    _alone(user, role, on, None)
    post = appoint(user=user, court=court, role=role, since=on)
    (made,) = given(posts=[post], proposed_by=None, decided_by=None)
    keep([(Kept.INSTALLED, made, None)])
    _open_administration(post)
    return post


@transaction.atomic
def propose_post(
    *,
    phone: str,
    court: Court,
    role: Role,
    since: date,
    by: User,
    today: date,
    division: Division | None = None,
    until: date | None = None,
) -> PostProposal:
    """Propose that the verified person of this number has this post. It is nothing until somebody else confirms it.

    ActionRefused, at its field: no verified account, oneself, days in the past or in the wrong order, a division of
    another court, the same proposed already, an administrator who would have another post beside.
    """
    _asked_of(by, Role.ADMIN, today)
    user = User.objects.filter(phone_hash=blind_index(normalise_phone(phone)), phone_verified=True).first()
    if user is None or not user.is_verified or not user.is_active:
        words = "这个手机号还没有实名认证过的账号。请对方先注册并实名认证，再来提出。"
        raise ActionRefused(words, field="phone")
    if user.pk == by.pk:
        raise ActionRefused("不能为自己提出，请由另一名系统管理员办理。", field="phone")
    if since < today:
        raise ActionRefused("请填今天或者以后的日期。", field="since")
    if until is not None and until < since:
        raise ActionRefused("最后一天不能早于第一天。", field="until")
    if division is not None and division.court_id != court.pk:
        raise ActionRefused("这个部门不属于所选的法院。", field="division")
    _alone(user, role, since, until)
    asked = PostProposal(
        act=PostAct.GIVE, user=user, court=court, division=division, role=role, since=since, until=until
    )
    return _proposed(asked, by)


@transaction.atomic
def propose_end(*, post: Membership, last: date, by: User, today: date) -> PostProposal:
    """Propose that `last` is the last day of a post; yesterday closes it at once.

    ActionRefused, at its field: one's own, a day before yesterday or after its end, the same proposed already.
    """
    _asked_of(by, Role.ADMIN, today)
    if post.user_id == by.pk:
        raise ActionRefused("不能为自己提出，请由另一名系统管理员办理。", field="last")
    if last < max(post.since, today - timedelta(days=1)):
        raise ActionRefused("最早填昨天，就是从今天起不再任职；也不能早于任职的第一天。", field="last")
    if post.until is not None and last >= post.until:
        raise ActionRefused("这项任职到那一天之前已经结束。", field="last")
    asked = PostProposal(
        act=PostAct.END,
        user=post.user,
        court=post.court,
        division=post.division,
        role=post.role,
        until=last,
        post=post,
    )
    return _proposed(asked, by)


@transaction.atomic
def decide_post(*, proposal: PostProposal, confirm: bool, by: User, today: date) -> PostProposal:
    """Confirm what somebody else proposed, or not. Confirmed, the post is given, or ends, in the same moment.

    ActionRefused: one's own proposal, one's own post, what is decided already, what has become impossible meanwhile,
    the last administrator of a kind.
    """
    _asked_of(by, Role.SECURITY, today)
    row = _waiting(proposal)
    if by.pk in (row.proposed_by_id, row.user_id):
        raise ActionRefused("自己提出的和自己的任职，请由另一名安全管理员核准。")
    if confirm:
        row.post = _give(row, today) if row.act == PostAct.GIVE else _end(row, today)
    _decided(row, PostState.CONFIRMED if confirm else PostState.REFUSED, by)
    return row


@transaction.atomic
def withdraw_post(*, proposal: PostProposal, by: User) -> PostProposal:
    """Take back what one has proposed oneself, while it waits."""
    row = _waiting(proposal)
    if row.proposed_by_id != by.pk:
        raise ActionRefused("只能撤回自己提出的。")
    _decided(row, PostState.WITHDRAWN, by)
    return row


def given(*, posts: Iterable[Membership], proposed_by: User | None, decided_by: User | None) -> list[PostProposal]:
    """What stands behind posts that an installation begins with. Saved; nothing is announced."""
    now = clock.now()
    return PostProposal.objects.bulk_create(
        PostProposal(
            act=PostAct.GIVE,
            state=PostState.CONFIRMED,
            user_id=post.user_id,
            court_id=post.court_id,
            division_id=post.division_id,
            role=post.role,
            since=post.since,
            until=post.until,
            post=post,
            proposed_by=proposed_by,
            proposed_at=now,
            decided_by=decided_by,
            decided_at=now,
        )
        for post in posts
    )


def keep(said: Iterable[tuple[Kept, PostProposal, User | None]]) -> None:
    """Append to the chain, in order, under its lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN])
    end = AccountRecord.objects.order_by("-seq").first()
    last, link, now = (end.seq, end.hash, clock.now()) if end else (0, GENESIS, clock.now())
    rows = []
    for seq, (kind, row, actor) in enumerate(said, start=last + 1):
        body = canonical(_said(seq, kind, row, actor) | {"at": now.isoformat(timespec="microseconds")})
        previous, link = link, chained(link, body)
        rows.append(
            AccountRecord(
                seq=seq, kind=kind, actor=actor, proposal=row, at=now, body=body, previous=previous, hash=link
            )
        )
    AccountRecord.objects.bulk_create(rows)


def _said(seq: int, kind: Kept, row: PostProposal, actor: User | None) -> dict[str, object]:
    return {
        "seq": seq,
        "kind": str(kind),
        "actor": actor.pk if actor else None,
        "proposal": row.pk,
        "act": str(row.act),
        "user": row.user_id,
        "court": row.court_id,
        "division": row.division_id,
        "role": str(row.role),
        "since": row.since.isoformat() if row.since else None,
        "until": row.until.isoformat() if row.until else None,
        "post": row.post_id,
    }


def _asked_of(by: User, role: Role, today: date) -> None:
    if not has_role(by, role, today=today):
        raise ActionRefused(f"只有{role.label}可以办理。")


def _alone(user: User, role: Role, since: date, until: date | None) -> None:
    """No administrator has another post at the same time: what one does, another is to see (三员分立)."""
    then = Q(until__isnull=True) | Q(until__gte=since)
    beside = Membership.objects.filter(then, user=user).exclude(role=role)
    if until is not None:
        beside = beside.filter(since__lte=until)
    if role not in ADMINISTRATORS:
        beside = beside.filter(role__in=ADMINISTRATORS)
    if (other := beside.select_related("court").first()) is not None:
        held = f"{other.court.short_name}{Role(other.role).label}"
        raise ActionRefused(
            f"{user.display_name}那时任{held}。三类管理员之间、管理员和其他岗位不能兼任。", field="role"
        )


def _proposed(row: PostProposal, by: User) -> PostProposal:
    row.proposed_by, row.proposed_at = by, clock.now()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ActionRefused("这项任职已经提出，正在等待核准。", field="role") from error
    _told(Kept.PROPOSED, row, by)
    return row


def _waiting(proposal: PostProposal) -> PostProposal:
    rows = PostProposal.objects.select_for_update(of=("self",)).select_related("user", "court", "division", "post")
    row = rows.get(pk=proposal.pk)
    if row.state != PostState.WAITING:
        raise ActionRefused(f"这项提请{PostState(row.state).label}，不用再办理。")
    return row


def _decided(row: PostProposal, state: PostState, by: User) -> None:
    move(row, state, POST_TRANSITIONS)
    row.decided_by, row.decided_at = by, clock.now()
    row.save(update_fields=["state", "decided_by", "decided_at", "post"])
    _told(Kept(f"post.{state.value}"), row, by)


def _told(kind: Kept, row: PostProposal, by: User) -> None:
    """Keep it, and tell whom it concerns: `POST_HANDLERS` are dotted paths to callables (proposal)."""
    keep([(kind, row, by)])
    for path in settings.POST_HANDLERS:
        import_string(path)(row)


def _give(row: PostProposal, today: date) -> Membership:
    role, since = Role(row.role), row.since
    if since is None:
        raise ActionRefused("没有写明从哪天起任职。")
    first = max(since, today)  # confirmed late, it begins on the day it was confirmed
    if row.until is not None and row.until < first:
        raise ActionRefused("提请的任职期间已经过去，请不核准，由系统管理员重新提出。")
    _alone(row.user, role, first, row.until)
    try:
        post = appoint(user=row.user, court=row.court, role=role, since=first, division=row.division, until=row.until)
    except PersonRefused as refused:
        raise ActionRefused(str(refused)) from refused
    _open_administration(post)
    return post


def _end(row: PostProposal, today: date) -> Membership:
    if row.post is None:
        raise ActionRefused("没有写明哪一项任职。")
    post = Membership.objects.select_for_update().get(pk=row.post.pk)
    last = max(row.until or today, post.since, today - timedelta(days=1))
    if post.until is not None and post.until <= last:
        raise ActionRefused("这项任职到那一天之前已经结束。")
    if post.role in ADMINISTRATORS and not _others(post, last):
        raise ActionRefused(f"这是最后一名{Role(post.role).label}。请先让接任的人任职。")
    post.until = last
    post.save(update_fields=["until"])
    return post


def _others(post: Membership, last: date) -> bool:
    """Whether somebody else holds the same post from the day after."""
    rows = Membership.objects.filter(held_on(last + timedelta(days=1)), role=post.role, user__is_active=True)
    return rows.exclude(user=post.user_id).exists()


def _open_administration(post: Membership) -> None:
    """Reference data is edited by who has the post; the flags alone open nothing (`yunfu_court.administration`)."""
    if post.role == Role.ADMIN and not post.user.is_superuser:
        post.user.is_staff = post.user.is_superuser = True
        post.user.save(update_fields=["is_staff", "is_superuser"])
