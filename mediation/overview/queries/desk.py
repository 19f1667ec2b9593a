"""What waits for somebody in the mediation centre, for the home page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from common.cases.queries import DeskItem
from common.people.access import memberships_of
from common.people.models import User
from common.people.states import Role
from mediation.confirmation.queries import confirmations_to_examine
from mediation.course.access import DESK_ROLES
from mediation.course.queries import my_cases
from mediation.course.queries.lists import waiting
from mediation.outcome.queries import papers_to_review
from mediation.overview.queries.waiting import for_party
from mediation.texts.queries import without_hand


def desk(user: User, today: date) -> list[DeskItem]:
    """What waits for this person in the mediation centre: as mediator, at the clerks' desk, as judge."""
    items: list[DeskItem] = []
    posts = memberships_of(user, today)
    if not posts and user.is_authenticated:  # mediators are not staff
        mine = for_party(user, today)
        days = [due for _, due in my_cases(user).order_by().values_list("pk", "due")]
        due = sum(1 for day in days if day is not None and day <= today)
        items += [DeskItem("我的调解", len(days), reverse("mediation:desk"), due=due), *mine]
        unsigned = without_hand().filter(mediation__mediator__user=user.pk).select_related("mediation__case")
        for row in unsigned:
            case = row.mediation.case
            items.append(DeskItem(f"在调解协议上签名：{case.title}", 1, reverse("mediation:sign", args=[case.uid])))
    if courts := [post.court_id for post in posts if post.role in DESK_ROLES]:
        count = waiting(courts, today).count()
        items.append(DeskItem("待征询意愿或者指定调解员", count, reverse("mediation:waiting")))
    if any(post.role == Role.JUDGE for post in posts):
        papers = papers_to_review(user).order_by().values("pk")
        both = papers.union(confirmations_to_examine(user).order_by().values("pk"), all=True)
        items.append(DeskItem("调解书和司法确认", both.count(), reverse("mediation:judge")))
    return [item for item in items if item.count]
