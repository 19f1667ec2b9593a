"""Posts: each was proposed by one and confirmed by another, and the chain of both is whole (等保三级: 三员分立)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from common.fields.chains import GENESIS, chained
from common.people.models import AccountRecord, Membership, PostProposal
from common.people.states import ADMINISTRATORS, Kept, PostAct, PostState
from yunfu_court.verifying.invariants import Fault, Invariant, whole


def _unconfirmed(_: None) -> Iterator[Fault]:
    """A post behind which no confirmed proposal stands, or which lasts longer than what was confirmed."""
    said = PostProposal.objects.filter(act=PostAct.GIVE, state=PostState.CONFIRMED)
    by_two = Q(proposed_by__isnull=False, decided_by__isnull=False)
    installed = Q(proposed_by=None, decided_by=None, role__in=ADMINISTRATORS)
    good = said.filter(by_two | installed, post__isnull=False)
    for pk in Membership.objects.exclude(pk__in=good.values("post")).order_by("pk").values_list("pk", flat=True):
        yield Fault(f"post {pk}", "nobody confirmed what another had proposed")
    other = ~Q(post__user=F("user")) | ~Q(post__court=F("court")) | ~Q(post__role=F("role"))
    for row in good.filter(other).order_by("pk").values_list("post", flat=True):
        yield Fault(f"post {row}", "not the post that was confirmed")


def _beside(_: None) -> Iterator[Fault]:
    """An administrator who has another post at the same time."""
    first = Membership.objects.filter(role__in=ADMINISTRATORS).order_by("pk")
    for post in first:
        beside = Membership.objects.filter(user=post.user_id).exclude(role=post.role)
        beside = beside.filter(Q(until__isnull=True) | Q(until__gte=post.since))
        if post.until is not None:
            beside = beside.filter(since__lte=post.until)
        if beside.exists():
            yield Fault(f"post {post.pk}", "who holds it has another beside")


def _broken(_: None) -> Iterator[Fault]:
    """The first broken link, and what a record says that is not what was hashed."""
    end, expected = GENESIS, 1
    rows = AccountRecord.objects.order_by("seq").values_list("seq", "kind", "actor", "proposal", *_LINK)
    for seq, kind, actor, proposal, previous, body, link in rows.iterator():
        if seq != expected or previous != end or link != chained(previous, body):
            yield Fault(f"record {seq}", "the chain is broken here")
            return
        said = json.loads(body)
        if (said["seq"], said["kind"], said["actor"], said["proposal"]) != (seq, kind, actor, proposal):
            yield Fault(f"record {seq}", "not what was hashed")
        end, expected = link, seq + 1


def _unsaid(_: None) -> Iterator[Fault]:
    """A proposal that stands otherwise than its last record tells."""
    last = AccountRecord.objects.filter(proposal=OuterRef("pk")).order_by("-seq").values("kind")[:1]
    rows = PostProposal.objects.annotate(last=Coalesce(Subquery(last), Value(""))).order_by("pk")
    for state, told in _TOLD.items():
        for pk in rows.filter(state=state).exclude(last__in=told).values_list("pk", flat=True):
            yield Fault(f"proposal {pk}", f"no record says that it is {state.value}")


_TOLD = {
    PostState.WAITING: [Kept.PROPOSED],
    PostState.CONFIRMED: [Kept.CONFIRMED, Kept.INSTALLED],
    PostState.REFUSED: [Kept.REFUSED],
    PostState.WITHDRAWN: [Kept.WITHDRAWN],
}
_LINK = ("previous", "body", "hash")

INVARIANTS = (
    Invariant("posts.by_two", "one proposes, another confirms (等保三级)", _unconfirmed, whole),
    Invariant("posts.apart", "no administrator has another post at the same time (等保三级)", _beside, whole),
    Invariant("posts.chained", "each record carries the hash of all before it", _broken, whole),
    Invariant("posts.told", "each proposal is in the chain as it stands", _unsaid, whole),
)
