"""One of everything that has an address, in one court, and a person of every kind: of that court, and of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import connections, transaction
from django.urls import URLPattern, URLResolver, get_resolver

from common.cases.actions import open_todo, set_deadline
from common.cases.events import SYSTEM
from common.cases.models import Case, Deadline, Event, LeftOut
from common.cases.states import DeadlineState, Holder, Side, TodoKind
from common.delivery.models import Service
from common.documents.models import Document, Paper
from common.law import clock
from common.notifications.models import Notice
from common.people.actions import propose_post
from common.people.models import Membership, User
from common.people.states import Role
from fees.money.actions import start_payment
from intake.guidance.actions import start_guidance
from intake.guidance.rules.assessment import newest as newest_assessment
from mediation.roster.models import Mediator
from tests.factories import UserFactory, fictitious_id, staff
from tests.factories import court as court_of
from tests.factories.intake import make_draft
from tests.factories.mediation import make_mediator
from tests.factories.petitions import make_petition
from tests.stories import given
from tests.stories.town import Town
from triage.sorting.actions import load_default_rules
from triage.sorting.models import Decision, RuleSet
from triage.trial.actions import draft_ruling
from triage.trial.models import TermExtension
from yunfu_court.targets.report import request_report

DAY = date(2026, 3, 2)
LONG_BEFORE = date(2026, 1, 5)
OURS = ("intake", "mediation", "triage", "fees", "petitions", "documents", "delivery", "notifications", "cases")


@dataclass
class World:
    """What the addresses are filled with. `keys` gives the arguments of an address by its route."""

    zhang: User
    li: User
    keys: dict[str, dict[str, Any]]
    insiders: dict[str, User]
    strangers: dict[str, User | None]

    def address(self, route: str) -> str:
        """The route with the keys of our objects, the longest prefix that says how deciding."""
        if "<" not in route:
            return f"/{route}"
        prefix = max((each for each in self.keys if route.startswith(each)), key=len)
        found = f"/{route}"
        for name, value in self.keys[prefix].items():
            for kind in ("str", "slug", "int"):
                found = found.replace(f"<{kind}:{name}>", str(value))
        assert "<" not in found, f"no key for {route}"
        return found


@contextmanager
def held_for_module(blocker: Any, make: Callable[[], World]) -> Iterator[World]:
    """A world made once, in a transaction of its own around a module; what a test writes is taken back after it."""
    with blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield make()
        finally:
            connections["default"].needs_rollback = True
            outer.__exit__(None, None, None)
            clock.set_process_clock(None)


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """(route, view) of every address, the administration's too."""
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, each.callback
        else:
            yield from routes(each, route)


def make_world(
    slug: str = "luoding", *, zhang: User | None = None, li: User | None = None, names: dict[str, str] | None = None
) -> World:
    """The world of this court. A second one beside it has people of its own, named as `names` answers."""
    court, elsewhere = court_of(slug), court_of("yuncheng" if slug == "luoding" else "luoding")
    load_default_rules()
    town, people = Town(court, DAY), given.Staff(court)
    zhang, li, names = zhang or given.zhang(), li or given.li(), names or {}
    # In a second world the mediator who was the stranger of the first.
    there = Mediator.objects.filter(centre__court=court).first()
    mediator, _ = there.user if there else people.mediator, people.team
    mediated = given.registered(town, people, zhang, **names)
    given.mediating(town, mediated, li, mediator)
    tried = given.registered(town, people, zhang, **{"resolution.consider_mediation": "no"} | names)
    decision = Decision.objects.get(case=tried, state="proposed")
    given.let_in(town, tried, li)
    given.sorted_out(town, people, tried)
    notice = tried.fee_notices.get()
    payment = start_payment(
        notice=notice, party=notice.party, once=uuid4(), by=given.by(zhang, notice.party), today=DAY
    )
    ruling = draft_ruling(case=tried, kind="withdrawal", by=given.by(people.clerk), today=DAY, articles=[], facts={})
    longer = TermExtension.objects.create(
        case=tried, term="trial_small_extension", months=1, reason="鉴定未完成。", old_due=DAY, asked_on=DAY
    )
    left = LeftOut.objects.create(case=tried, ground="appraisal", first=DAY, last=DAY, recorded_on=DAY)
    appraised = LeftOut.objects.create(case=mediated, ground="before_suit", first=DAY, last=DAY, recorded_on=DAY)
    waiting = open_todo(
        case=mediated,
        kind=TodoKind.ASSIGN,
        words="没有团队",
        by=SYSTEM,
        today=DAY,
        source=first_of(mediated),
    )
    missed = set_deadline(
        case=mediated, term="complaint_copy", subject="missed", holder=Holder.CLERK, start=LONG_BEFORE, by=SYSTEM
    )
    Deadline.objects.filter(pk=missed.pk).update(state=DeadlineState.LAPSED, ended_on=DAY)
    petition = make_petition(court=court, on=DAY)
    draft = make_draft(user=zhang, court=court, today=DAY)
    guidance = start_guidance(
        kind=newest_assessment(DAY).kinds[0].key, role="claimant", today=DAY, owner_id=zhang.pk, guest=""
    )
    report = request_report(month=date(2026, 2, 1), court=court, user_id=None, today=DAY)
    proposed = propose_post(
        phone=zhang.phone, court=court, role=Role.CLERK, since=DAY, by=staff(Role.ADMIN, court), today=DAY
    )
    town.work()
    claimant = mediated.parties.get(side=Side.CLAIMANT)
    service = Service.objects.filter(party=claimant).first() or Service.objects.latest("pk")
    paper = Document.objects.filter(case=mediated).order_by("pk").first()
    inbox = Notice.objects.filter(user=zhang, channel="in_site").first()
    assert paper
    assert inbox
    case = {"uid": mediated.uid, "number": 1}
    keys: dict[str, dict[str, Any]] = dict.fromkeys(("cases", "intake", "mediation"), case)
    keys |= {
        "cases/<str:uid>/for": {"uid": mediated.uid, "pk": claimant.pk},
        "cases/<str:uid>/todos": {"uid": mediated.uid, "pk": waiting.pk},
        "cases/<str:uid>/missed": {"uid": mediated.uid, "pk": missed.pk},
        "mediation/<str:uid>/appraisal": {"uid": mediated.uid, "pk": appraised.pk},
        "undelivered": {"pk": inbox.pk},
        "me/units": {"pk": 1},
        "me/posts": {"pk": proposed.pk},
        "me/posts/<int:pk>/end": {"pk": Membership.objects.filter(user=people.clerk).latest("pk").pk},
        "counter": {"uid": mediated.uid},
        "triage/cases": {"uid": tried.uid},
        "triage/cases/<str:uid>/left-out": {"uid": tried.uid, "pk": left.pk},
        "triage/cases/<str:uid>/after": {"uid": tried.uid, "remedy": "appeal"},
        "triage/decisions": {"pk": decision.pk},
        "triage/rulings": {"pk": ruling.pk},
        "triage/rules": {"pk": RuleSet.objects.latest("pk").pk},
        "triage/objections": {"pk": 1},
        "triage/extensions": {"pk": longer.pk},
        "fees/cases": {"uid": tried.uid, "ref": payment.ref},
        "fees": {"pk": 1},
        "intake/drafts": {"uid": draft.uid, "key": "claims", "pk": 1, "index": 1, "piece": "none"},
        "intake/filed": {"uid": mediated.uid, "piece": "none", "pk": 1},
        "intake/drafts/<str:uid>/people": {"uid": draft.uid, "key": "claimant", "index": 1},
        "intake/desk/<str:uid>/agents/<int:pk>": {"uid": mediated.uid, "pk": mediated.parties.earliest("pk").pk},
        "intake/desk/<str:uid>/guardians/<int:pk>": {"uid": mediated.uid, "pk": mediated.parties.earliest("pk").pk},
        "intake/guides": {"code": "S42", "key": "trial"},
        "cases/begin": {"code": "S43"},
        "cases/<str:uid>/begin": {"uid": mediated.uid, "code": "S43"},
        "intake/assess": {"uid": guidance.uid},
        "petitions": {"uid": petition.case.uid, "pk": 1},
        "documents": {"uid": paper.uid, "pk": Paper.objects.filter(case=mediated).earliest("pk").pk},
        "delivery": {"uid": service.uid},
        "delivery/cases": {"uid": mediated.uid},
        "notifications": {"pk": inbox.pk},
        "mediation/damages": {"key": "injury"},
        "targets/reports": {"uid": report.uid},
        "targets": {"key": "online_filing"},
    }
    insiders: dict[str, User] = {"claimant": zhang, "respondent": li, "mediator": mediator}
    insiders |= {"clerk": people.clerk, "judge": people.judge}
    insiders |= {role.value: staff(role, court) for role in Role if role.value not in insiders}
    strangers: dict[str, User | None] = {
        "guest": None,
        "litigant": UserFactory(verified=True, id_number=fictitious_id(7000 + court.pk)),
    }
    strangers |= {role.value: staff(role, elsewhere) for role in Role}
    strangers["mediator"] = make_mediator(elsewhere, name="钟老师").user
    return World(zhang, li, keys, insiders, strangers)


def first_of(case: Case) -> Event:
    return Event.objects.filter(case=case).earliest("seq")
