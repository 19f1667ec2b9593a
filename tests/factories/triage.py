"""Teams and registered cases for tests of triage and the fee office."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from common.cases.actions import record_facts, set_case, set_deadline
from common.cases.events import SYSTEM, Audience, By, Channel
from common.cases.models import Case, Event, Party
from common.cases.rules import Awaited
from common.cases.states import FactKey, Holder, Side, Stage
from common.courts.models import Court
from common.delivery.actions import record_service, serve
from common.delivery.models import Service
from common.delivery.rules import Signed, signers
from common.delivery.states import Method
from common.documents.actions import issue_paper, receive
from common.law import clock
from common.law.papers import PaperKind
from common.law.regimes import Route
from common.people.states import Role
from tests.factories.cases import make_case
from tests.factories.courts import court as court_of
from tests.factories.people import LONG_AGO, staff
from triage.teams.models import Team
from triage.teams.states import TeamKind
from triage.trial.actions import record_hearing
from triage.trial.states import HearingMode

DAY = date(2026, 3, 2)


def by(user: Any, channel: Channel = Channel.WEB, party: Party | None = None) -> By:
    return By(user_id=user.pk, channel=channel, party_id=party.pk if party else None)


def make_team(
    name: str = "第一速裁团队", *, court: Court | None = None, kind: TeamKind = TeamKind.FAST, **members: Any
) -> Team:
    """A team led by its own judge; pass judge=, assistant=, court_clerk= to choose people."""
    court = court or court_of()
    members.setdefault("judge", staff(Role.JUDGE, court, name=f"{name[:2]}法官"))
    return Team.objects.create(court=court, name=name, kind=kind, since=LONG_AGO, **members)


def sorting_case(
    *, court: Court | None = None, amount: int | None = 1_200_000, **values: Any
) -> tuple[Case, Party, Party]:
    """A registered case of route C that waits for the officer: a plain claim for money."""
    values.setdefault("route", Route.C)
    values.setdefault("on", DAY)
    case, first, second = make_case(court=court or court_of(), amount=amount, **values)
    record_facts(case=case, facts={FactKey.MONETARY_ONLY: True}, source="filing", today=DAY)
    set_case(case=case, registered_on=DAY)
    Case.objects.filter(pk=case.pk).update(stage=Stage.SORTING)
    return Case.objects.select_related("court").get(pk=case.pk), first, second


def paying_case(
    *, procedure: str = "summary", track: str = "fast", stage: Stage = Stage.PAYMENT, **values: Any
) -> tuple[Case, Party, Party]:
    """The same, sorted and waiting for the fee (or, with another stage, for a team)."""
    case, first, second = sorting_case(**values)
    Case.objects.filter(pk=case.pk).update(stage=stage, procedure=procedure, track=track)
    return Case.objects.select_related("court").get(pk=case.pk), first, second


def pdf() -> bytes:
    """A sheet without words."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out)
    return out.getvalue()


def paper_of(case: Case, kind: PaperKind, user: Any, today: date = DAY) -> int:
    """The key of a judgment or a 调解书 that a judge uploads."""
    upload = SimpleUploadedFile(f"{kind.label}.pdf", pdf(), content_type="application/pdf")
    return receive(upload=upload, by=by(user), today=today, kind=kind, case=case).pk


def receipt(party: Party) -> Signed:
    """What a receipt shows, by post or by hand, that somebody of a party of whatever kind signed: an adult of the
    family, the mailroom."""
    relation = signers(party.kind, ward=bool(party.guardian))[1]
    return Signed(number="XA000000001CN", signer="何文", relation=relation, identity="0012")


def received(case: Case, kind: PaperKind, *parties: Party, on: date = DAY, today: date | None = None) -> None:
    """These parties, or all, received the paper on `on`; it is written down on `today`, the same day by default."""
    with clock.at(today or on):
        for service in case.services.filter(kind=kind, party__in=parties or case.parties.all()).order_by("pk"):
            record_service(
                service=service,
                by=SYSTEM,
                day=on,
                method=Method(service.method),
                today=today or on,
                proof="回证",
                itself=True,
            )


LONG_SERVED = DAY - timedelta(days=40)  # the time to answer is over on DAY


def ordered(party: Party, on: date) -> Service:
    """The copy of the complaint on its way to this party, and the time to answer waiting for its receipt."""
    with clock.at(on):
        case = Case.objects.get(pk=party.case_id)
        copy = PaperKind.COMPLAINT_COPY
        set_deadline(
            case=case,
            term="answer",
            holder=Holder.PARTY,
            party_id=party.pk,
            subject=f"party:{party.pk}",
            awaits=Awaited(copy, party.pk),
            by=SYSTEM,
        )
        paper = issue_paper(
            case=case,
            event=Event.objects.filter(case=case).latest("seq"),
            kind=copy,
            title=copy.label,
            context={"day": on.isoformat(), "court": case.court.name},
            audience=Audience.SIDE,
            party=party,
        )
        return serve(party=party, paper=paper, method=Method.POST, by=SYSTEM)


def served(party: Party, on: date) -> Service:
    """The same, received on that day."""
    service = ordered(party, on)
    with clock.at(on):
        return record_service(
            service=service, by=SYSTEM, day=on, method=Method(service.method), today=on, proof="XA000000001CN，本人签收"
        )


def answerable(case: Case, on: date = LONG_SERVED) -> Case:
    """Everybody sued was served on `on`: by default long enough ago for a hearing on DAY."""
    for party in case.parties.filter(side=Side.RESPONDENT).order_by("pk"):
        served(party, on)
    return case


def heard(case: Case, user: Any, on: date = DAY) -> Case:
    """A hearing of everybody was held, so that the case may be judged."""
    record_hearing(case=case, on=on, mode=HearingMode.IN_PERSON, by=by(user), today=on)
    return case
