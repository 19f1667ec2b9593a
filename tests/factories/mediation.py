"""A roster and people for stories of mediation, made through models (roster) and the real actions (the rest)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from common.cases.actions import link_party
from common.cases.events import By, Channel
from common.cases.models import Case, Party
from common.courts.models import Court
from common.law.regimes import Route
from common.people.models import User
from mediation.course.actions import accept, open_mediation
from mediation.course.models import Mediation
from mediation.roster.models import Centre, Mediator
from mediation.roster.states import CentreKind
from mediation.texts.actions import Given, send_sign_code, sign_agreement, sign_points
from mediation.texts.models import Agreement, SettledPoints, SignCode
from tests.factories.cases import make_case
from tests.factories.courts import court as court_of
from tests.factories.people import UserFactory

MONDAY = date(2026, 11, 2)


def make_centre(court: Court, **values: Any) -> Centre:
    defaults = {"name": f"{court.short_name}调解中心", "kind": CentreKind.IN_SERVICE_CENTRE}
    row, _ = Centre.objects.get_or_create(court=court, opened_on=date(2020, 6, 1), **{**defaults, **values})
    return row


def make_mediator(court: Court, name: str = "陈老师", **values: Any) -> Mediator:
    return Mediator.objects.create(
        user=UserFactory(name=name),
        centre=make_centre(court),
        since=date(2021, 1, 1),
        organisation="云城区人民调解委员会",
        **{"specialities": ["合同"], **values},
    )


def web(user: User, party: Party | None = None) -> By:
    """This person, online; for a party when one is given."""
    return By(user_id=user.pk, channel=Channel.WEB, party_id=party.pk if party else None)


@dataclass
class Dispute:
    """A case with two linked parties and a mediator on the roster."""

    case: Case
    claimant: Party
    respondent: Party
    zhang: User
    li: User
    mediator: Mediator
    mediation: Mediation

    @property
    def chen(self) -> By:
        return web(self.mediator.user)

    @property
    def by_zhang(self) -> By:
        return web(self.zhang, self.claimant)

    @property
    def by_li(self) -> By:
        return web(self.li, self.respondent)

    def fresh(self) -> Mediation:
        self.mediation = Mediation.objects.get(pk=self.mediation.pk)
        return self.mediation


def dispute(
    *, route: Route = Route.C, on: date = MONDAY, running: bool = True, slug: str = "yuncheng", **case: Any
) -> Dispute:
    """张三 and 李四 disagree; with `running` both agreed and 陈老师 took the case on that day."""
    court = court_of(slug)
    mediator = make_mediator(court)
    zhang, li = UserFactory(name="张三", verified=True), UserFactory(name="李四", verified=True)
    row, claimant, respondent = make_case(court=court, route=route, on=on, **case)
    for party, user in ((claimant, zhang), (respondent, li)):
        link_party(party=party, user_id=user.pk, by=web(user, party), today=on)
    both = [claimant.pk, respondent.pk] if running else [claimant.pk]
    mediation = open_mediation(case=row, by=web(zhang, claimant), today=on, consented=both)
    made = Dispute(row, claimant, respondent, zhang, li, mediator, mediation)
    if running:
        accept(proposal=mediation.proposals.get(), by=made.chen, today=on)
        made.fresh()
    return made


def code_for(user: User, text: Agreement | SettledPoints) -> str:
    """Ask for a code as the page does and read it where the phone would: in the message."""
    from common.notifications.models import Notice

    SignCode.objects.filter(user=user).delete()
    send_sign_code(user=user, text=text)
    body = Notice.objects.filter(kind="people.sign_code").order_by("-pk").first().body
    return body[4:10]


def sign(text: Agreement | SettledPoints, user: User, party: Party | None, *, on: date) -> Any:
    """Sign as this person, with the code from the phone."""
    given = Given(name=user.name, png=b"", code=code_for(user, text))
    action = sign_agreement if isinstance(text, Agreement) else sign_points
    key = "agreement" if isinstance(text, Agreement) else "points"
    return action(**{key: text}, given=given, by=web(user, party), today=on)
