"""Whose a term is to keep, and whose it is once it ran out; and whose a to-do is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from common.cases.access.conflicts import as_court, conflicts_of, unbiased
from common.cases.access.courts import COURT_WIDE, not_over, sides_of
from common.cases.access.grounds import mediating
from common.cases.access.sight import WITHOUT_POST
from common.cases.access.window import off_window
from common.cases.models import Case, Deadline, Participation, Todo
from common.cases.rules import HEAD_AFTER
from common.cases.states import OF_COURT, OF_PARTIES, Capacity, DeadlineState, Holder
from common.fields.conditions import built_once
from common.people.access import held_on, memberships_of, posts_left
from common.people.models import Membership, User
from common.people.states import Role


def keeps(user: User, today: date) -> Q:
    """The condition for deadlines that are this person's to keep: a party's own and everybody's, for the party and its
    agents; the court's, for whoever takes part in the capacity that has it; where nobody does, for whoever has that
    post and sees every case of the court."""
    posts = memberships_of(user, today)
    barred = sorted(conflicts_of(user).all) if posts else []
    free = ~Q(case__in=barred) if barred else Q()
    # Of the posts by which somebody sits in a case, one is held today; who sits there by none (a mediator of the list)
    # needs none.
    seat = Q(case__participations__party__isnull=True, case__participations__capacity=F("holder"))
    if barred:
        seat &= free | Q(holder__in=WITHOUT_POST)
    for court, role in sorted(posts_left(user, today)):
        seat &= ~Q(case__court=court, holder=role)
    mine = Participation.objects.filter(mediating(today), user=user.pk, capacity=Capacity.MEDIATOR)
    seat &= ~Q(holder=Holder.MEDIATOR) | Q(case__in=mine.order_by().values("case"))
    part = {"case__participations__user": user.pk, "case__participations__since__lte": today}
    here = Q(case__participations__until__isnull=True) | Q(case__participations__until__gt=today)
    found = Deadline.objects.filter(
        here,
        seat
        | Q(
            Q(party=F("case__participations__party")) | Q(party__isnull=True),
            holder__in=OF_PARTIES,
            case__participations__capacity__in=sides_of(user, today),
            case__participations__party__left_on__isnull=True,
        ),
        **part,
    )
    condition = Q(pk__in=found.order_by().values("pk"))
    for post in posts:
        if post.role in COURT_WIDE and post.role in OF_COURT:
            condition |= Q(~_somebody_has(today), free, case__court=post.court_id, holder=post.role)
    return condition


def _held(posts: QuerySet[Membership], today: date) -> Q:
    """`keeps` asks this of one person's posts: one is held today, or there never was any."""
    return Q(Exists(posts.filter(held_on(today)))) | ~Q(Exists(posts))


@built_once
def in_post(today: date) -> Q:
    """The condition for participations of the court that count today: the account works, and the post is still held; of
    a mediator, there is still something to mediate."""
    posts = Membership.objects.filter(user=OuterRef("user"), court=OuterRef("case__court"), role=OuterRef("capacity"))
    sits = Q(~Q(capacity=Capacity.MEDIATOR), _held(posts, today)) | Q(mediating(today), capacity=Capacity.MEDIATOR)
    return Q(sits, user__is_active=True)


@built_once
def _somebody_has(today: date, whose: str = "holder") -> Exists:
    return Exists(
        Participation.objects.filter(
            not_over(today), in_post(today), case=OuterRef("case"), capacity=OuterRef(whose), party__isnull=True
        )
    )


def sits_in(case: Case, capacity: Holder, today: date) -> bool:
    """Whether somebody of the court takes part in this case in this capacity today, and holds the post for it."""
    rows = Participation.objects.filter(not_over(today), in_post(today), case=case, capacity=capacity)
    return rows.filter(party__isnull=True).exists()


def server_of(case: Case, today: date) -> Holder:
    """Who sends and serves this case's papers: its court clerk; where none is in the case yet, or ever, the clerk, who
    sees every case of the court. That the court has court clerks puts nobody into this case."""
    return Holder.COURT_CLERK if sits_in(case, Holder.COURT_CLERK, today) else Holder.CLERK


@built_once
def unkept(today: date, whose: str = "holder") -> Q:
    """The condition for deadlines of the court that nobody keeps: no such person in the case, nor in the court; of
    to-dos, whose column is `role`, that nobody takes up."""
    post = Membership.objects.filter(held_on(today), court=OuterRef("case__court"), role=OuterRef(whose))
    wide = Q(Exists(post.filter(user__is_active=True)), **{f"{whose}__in": COURT_WIDE})
    return ~wide & ~Q(_somebody_has(today, whose))


def missed() -> Q:
    """The condition for terms of the court that ran out and that nobody has dealt with yet, whoever has them."""
    return Q(state=DeadlineState.LAPSED, dealt_on__isnull=True, holder__in=OF_COURT)


def undone() -> Q:
    """Those, and what somebody has dealt with by words alone while the act is still to come: who waits for it waits."""
    late = Q(dealt_on__isnull=True) | Q(again_on__isnull=False)
    return Q(late, state=DeadlineState.LAPSED, holder__in=OF_COURT)


def heads_in(user: User, today: date) -> list[int]:
    """The courts in which this person follows what others let lie: as head of division, or as president of a court that
    has no head today. One query for a president."""
    posts = memberships_of(user, today)
    mine = {post.court_id for post in posts if post.role == Role.DIVISION_HEAD}
    if presides := {post.court_id for post in posts if post.role == Role.PRESIDENT} - mine:
        headed = Membership.objects.filter(held_on(today), role=Role.DIVISION_HEAD, court__in=presides)
        mine |= presides - set(headed.filter(user__is_active=True).values_list("court_id", flat=True))
    return sorted(mine)


def missed_by(user: User, today: date, kept: Q | None = None, heads: Sequence[int] | None = None) -> QuerySet[Deadline]:
    """Those on this person's list: their own (`kept`, where `keeps` was asked already); and for a head of division
    (`heads`, where `heads_in` was), those of the court which lay with their holder for `HEAD_AFTER`, or which nobody
    holds."""
    condition = keeps(user, today) if kept is None else kept
    if heads := heads_in(user, today) if heads is None else heads:
        late = Q(ended_on__lte=today - HEAD_AFTER) | unkept(today)
        condition |= Q(late, unbiased(user), case__court__in=heads)
    return Deadline.objects.filter(missed(), condition, off_window(user))


def todos_of(user: User, today: date, waits: timedelta, heads: Sequence[int] | None = None) -> QuerySet[Todo]:
    """The open to-dos that lie with this person: of a post that sees every case of its court, all that are addressed to
    it; of another, those in the cases in which they take part by it. A head of division has besides whatever has
    waited as long as `waits` in the court, or lies with nobody."""
    condition = Q(pk__in=[])
    mine = Participation.objects.filter(not_over(today), user=user.pk, case=OuterRef("case"), capacity=OuterRef("role"))
    for post in memberships_of(user, today):
        addressed = Q(role=post.role, case__court=post.court_id)
        condition |= addressed if post.role in COURT_WIDE else addressed & Q(Exists(mine))
    if heads := heads_in(user, today) if heads is None else heads:
        late = Q(opened_on__lte=today - waits) | unkept(today, "role")
        condition |= Q(late, case__court__in=heads)
    return Todo.objects.filter(condition, as_court(user), done_on__isnull=True)
