"""Submitting: the complaint that the answers make becomes a case. Once, however often it is pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from common.cases.access import namesakes
from common.cases.actions import (
    PartyData,
    add_claim,
    add_representation,
    admit,
    announce,
    ask_for_guardian,
    open_case,
    open_todo,
    raise_doubts,
    record_facts,
    record_home_facts,
    set_case,
)
from common.cases.events import By, Channel
from common.cases.models import Case, CaseLink, Party, Representation
from common.cases.rules import ActionRefused
from common.cases.states import Capacity, CaseKind, FactKey, PartyKind, Side, TodoKind
from common.courts.models import Court, Township
from common.courts.queries import regime_for
from common.delivery.actions import confirm_address
from common.delivery.states import EChannel
from common.documents.actions import attach_draft
from common.documents.models import Document
from common.law import causes, clock
from common.law.abroad import Home
from common.law.regimes import route_for
from common.people.models import User
from common.people.rules import same_name
from intake.elements.rules.forms import Answers
from intake.filing.actions.oral import Signed, write_record
from intake.filing.events import Filed
from intake.filing.models import Draft, Evidence, Filing
from intake.filing.queries import in_the_way, standing_of
from intake.filing.rules.complaint import Address, Complaint, Person, Speaker, complaint_from
from intake.filing.rules.facts import cause_facts
from intake.filing.rules.oral import is_oral
from intake.filing.states import DraftState
from intake.mandates.models import Mandate
from intake.mandates.states import MandateState, Relation

COUNTERS = (Channel.COUNTER, Channel.STATION)


@transaction.atomic
def submit(*, draft: Draft, once: UUID, by: By, today: date, signed: Signed | None = None) -> Case:
    """Open the case from a draft: the day of suing is `today`. Announces Filed.

    Filed orally at the counter, the record must be `signed` (民诉解释第二百六十五条).

    An account files for itself, for its unit, or for another as a provisional agent (`rules.standing`).

    Submitting the same draft again (fifty times at once, or after a lost answer) gives the same case. ActionRefused
    names the first question that is missing. The court must be chosen; the cause is the filer's, the clerk may mend it.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related("court").get(pk=draft.pk)
    done = Filing.objects.filter(draft=draft).select_related("case").first()
    if done is not None:
        return done.case
    given = draft.given()
    court = _court_of(draft, by, today)
    capacity = _capacity(draft, given, by, today)
    complaint = complaint_from(draft.spec, draft.wish, given)
    case, claimant = _open(draft, court, complaint, capacity, by, today)
    filing = Filing.objects.create(
        case=case,
        draft=draft,
        once=once,
        form=draft.form,
        form_version=draft.form_version,
        wish=draft.wish,
        answers=given,
        first_received_on=today,
        received_at=clock.now(),
        oral=is_oral(asked=draft.oral, at_counter=by.channel in COUNTERS),
    )
    if filing.oral:
        write_record(filing=filing, signed=signed, by=by, today=today)
    # What it said is in the filing, sealed as a whole; the draft keeps that it was one, and nobody's data.
    Draft.objects.filter(pk=draft.pk, state=DraftState.OPEN).update(
        state=DraftState.SUBMITTED, case=case, answers={}, handover_hash="", handover_until=None
    )
    if draft.case_id:
        CaseLink.objects.create(case=case, other_id=draft.case_id, kind="continues")
    if draft.owner_id and capacity is not None:
        for party in _stands_for(case, draft.owner_id) if capacity == Capacity.AGENT else [claimant]:
            admit(case=case, user_id=draft.owner_id, capacity=capacity, by=by, today=today, party=party)
    keep_address(claimant, complaint.address, by)
    keep_for_others(case, claimant, complaint.address, by)
    announce(
        case=case,
        event=Filed(
            filing_id=filing.pk,
            wish=draft.wish,
            accepts_mediation=complaint.facts[FactKey.ACCEPTS_MEDIATION],
            cause=draft.cause,
            amount=complaint.amount,
        ),
        by=By(user_id=by.user_id, channel=by.channel, party_id=claimant.pk),
    )
    return Case.objects.get(pk=case.pk)


def _court_of(draft: Draft, by: By, today: date) -> Court:
    """The court it goes to, when nothing stands in the way; else ActionRefused at the first thing that does."""
    if draft.state != DraftState.OPEN:
        raise ActionRefused("这份草稿已经放弃，请重新开始。")
    for gap in in_the_way(draft, today, at_counter=by.channel in COUNTERS):
        raise ActionRefused(gap.words, field=gap.question)
    if draft.court is None:
        raise ActionRefused("请先选择向哪个法院提交。", field="court")
    return draft.court


def _capacity(draft: Draft, given: Answers, by: By, today: date) -> Capacity | None:
    """As what the account files; None for a filing without account. At the window the clerk has seen who stands there:
    an account that is not that person's stays outside, and the filing goes on without it."""
    at_counter = by.channel in COUNTERS
    if not at_counter and (draft.owner is None or draft.owner_id != by.user_id):
        raise ActionRefused("请先登录并完成实名认证，用自己的账号提交。")
    if draft.owner is None:
        return None
    found = standing_of(draft.owner, draft.spec, given, today)
    if found.value.capacity is None and not at_counter:
        raise ActionRefused(f"{found.note}。", field=found.value.field)
    return found.value.capacity


def _open(
    draft: Draft, court: Court, complaint: Complaint, capacity: Capacity | None, by: By, today: date
) -> tuple[Case, Party]:
    """The case with its parties, claims, facts, agents and evidence; and the first claimant, in whose name all is."""
    townships = townships_of(complaint)
    own_id = draft.owner_id if capacity == Capacity.PARTY else None
    case, rows = open_case(
        court=court,
        kind=CaseKind.CIVIL if draft.wish == "sue" else CaseKind.MEDIATION,
        route=route_for(draft.wish, regime_for(court, today).value).value,
        cause=draft.cause,
        cause_name=causes.cause(draft.cause).name,
        received_on=today,
        channel=by.channel,
        # The account that files for itself is the first claimant's.
        parties=[
            party_data(each, townships, own_id if place == 0 else None) for place, each in enumerate(complaint.parties)
        ],
        amount=complaint.amount,
        key_area=next(iter(causes.key_areas(draft.cause)), ""),
    )
    claimant = next(row for row in rows if row.side == Side.CLAIMANT)
    first = next(row for row in rows if row.side == Side.RESPONDENT)
    if first.township_id:
        set_case(case=case, township_id=first.township_id)
    for claim in complaint.claims:
        add_claim(case=case, text=claim.text, amount=claim.amount)
    record_facts(case=case, facts={**complaint.facts, **cause_facts(draft.cause)}, source="filing", today=today)
    if any(row.home != Home.MAINLAND for row in rows):
        record_home_facts(case=case, today=today)
    filer = draft.owner if capacity == Capacity.AGENT else None
    people = dict(zip([each.at for each in complaint.of_side(Side.CLAIMANT)], _claimants(rows), strict=True))
    _record_agents(draft, people, complaint.agents, filer, by, today)
    _ask_for_proof(case, by, today)
    attach_draft(draft_key=draft.files_key, case=case, party=claimant)
    Evidence.objects.filter(draft=draft, removed=False).update(case=case, party=claimant)
    return case, claimant


def _ask_for_proof(case: Case, by: By, today: date) -> None:
    """Whoever files for a ward shows by what; nobody's word is taken for it (民诉法60). Where nobody acts by law for a
    child, of whatever side, the clerk finds out who does."""
    for party in case.parties.select_related("user").order_by("side", "order", "pk"):
        ask_for_guardian(party=party, user=party.user, by=by, today=today)
    for party in case.parties.filter(side=Side.CLAIMANT).order_by("order", "pk"):
        if party.side == Side.CLAIMANT and party.guardian_unproved:
            words = f"{party.guardian}代{party.name}起诉，请核对监护关系证明。材料里没有的，要求补正。"
            whose = party.subject
            open_todo(case=case, kind=TodoKind.GUARDIAN, subject=whose, words=words, by=by, today=today)


def townships_of(complaint: Complaint) -> dict[str, int]:
    """{code: id} of the townships its parties live in. One query."""
    codes = {each.township for each in complaint.parties if each.township}
    return dict(Township.objects.filter(code__in=codes).values_list("code", "pk"))


def party_data(person: Person, townships: Mapping[str, int], user_id: int | None) -> PartyData:
    """A party of the complaint as the case takes it; `townships` are ids by code, `user_id` its own account."""
    return PartyData(
        side=person.side,
        kind=person.kind,
        name=person.name,
        id_number=person.id_number,
        phone=person.phone,
        address=person.address,
        address_kept=person.address_kept,
        home=person.home,
        gender=person.gender,
        birth_date=person.birth_date,
        legal_representative=person.legal_representative,
        guardian=person.guardian,
        township_id=townships.get(person.township),
        user_id=user_id,
    )


def _claimants(rows: Sequence[Party]) -> list[Party]:
    return [row for row in rows if row.side == Side.CLAIMANT]


def _stands_for(case: Case, user_id: int) -> list[Party]:
    """The claimants as whose agent this account filed."""
    return list(case.parties.filter(representations__user=user_id).order_by("order", "pk"))


def _record_agents(
    draft: Draft, people: Mapping[str, Party], agents: Sequence[Speaker], filer: User | None, by: By, today: date
) -> None:
    """Record the agents (民诉法61, 62), each for the claimants it stands for (`people`: by where the answers speak of
    them) and by a mandate of each; `filer` is the one whose account this is.

    Who is only named online is provisional until a clerk has compared the mandate with its original; at the window that
    is done with the papers at hand. One who has the name of somebody of the other side stays provisional until a clerk
    has said it is another.
    """
    papers = {row.uid: row for row in Document.objects.filter(draft_key=draft.files_key)}
    waiting: list[Party] = []
    for each in agents:
        own = filer is not None and same_name(filer.name, each.name)
        scanned = each.mandate in papers and each.proof in papers
        for at in each.stands_for:
            party = people[at]
            found = namesakes(party, name=each.name, document=(filer.id_hash or "") if own and filer else "")
            seen = by.channel in COUNTERS and scanned and not found
            row = add_representation(
                party=party,
                name=each.name[:60],
                phone=each.phone,
                unit=each.unit[:120],
                authority=each.authority,
                powers=list(each.powers),
                since=today,
                user_id=filer.pk if own and filer else None,
                checked_on=today if seen else None,
            )
            if scanned:
                _keep_mandate(row, each, papers, by if seen else None, today)
            waiting += [] if seen else [party]
    unsure = raise_namesakes(case=next(iter(people.values())).case, by=by, today=today)
    for party in people.values() if unsure else dict.fromkeys(waiting):
        if party.representations.exists():
            words = f"{party.name}的起诉材料里写了代理人，请核对授权委托书原件。"
            whose = party.subject
            open_todo(case=party.case, kind=TodoKind.MANDATES, subject=whose, words=words, by=by, today=today)


def _keep_mandate(
    row: Representation, agent: Speaker, papers: Mapping[str, Document], seen: By | None, today: date
) -> None:
    """The papers handed in with the filing wait at the clerk's desk; `seen` by whoever had them before them."""
    Mandate.objects.create(
        party=row.party,
        once=uuid4(),
        name=row.name,
        phone=row.phone,
        relation=Relation(agent.relation),
        unit=row.unit,
        authority=row.authority,
        powers=row.powers,
        document=papers[agent.mandate],
        proof=papers[agent.proof],
        given_on=today,
        representation=row,
        state=MandateState.CONFIRMED if seen else MandateState.WAITING,
        decided_by_id=seen.user_id if seen else None,
        decided_on=today if seen else None,
    )


def raise_namesakes(*, case: Case, by: By, today: date) -> bool:
    """Whether whoever files, or speaks for who files, has the name of somebody of another side, whom no document tells
    apart: then it is on the clerk's list (`raise_doubts`)."""
    doubts = []
    for party in case.parties.filter(side=Side.CLAIMANT).order_by("order", "pk"):
        called = f"{party.called(case.kind)}{party.name}"
        if party.kind == PartyKind.NATURAL:
            number = party.id_hash or (party.user.id_hash if party.user is not None else "") or ""
            doubts += [f"{called}与{whom}" for whom in namesakes(party, name=party.name, document=number)]
        for each in party.representations.filter(until__isnull=True).select_related("user").order_by("pk"):
            number = (each.user.id_hash if each.user is not None else "") or ""
            doubts += [
                f"{called}的代理人{each.name}与{whom}" for whom in namesakes(party, name=each.name, document=number)
            ]
    raise_doubts(case=case, doubts=doubts, by=by, today=today)
    return bool(doubts)


def keep_address(claimant: Party, address: Address, by: By) -> None:
    """送达地址确认书 as part of the filing. Who filed at the counter and has no account reads no inbox."""
    channel = address.channel
    if by.channel == Channel.COUNTER and channel == EChannel.PORTAL and claimant.user_id is None:
        channel = EChannel.SMS
    confirm_address(
        party=claimant,
        by=By(user_id=by.user_id, channel=by.channel, party_id=claimant.pk),
        recipient_name=address.recipient[:60],
        postal=address.postal,
        phone=address.phone,
        email=address.email,
        e_consent=address.consents,
        e_channel=channel if address.consents else EChannel.NONE,
    )


def keep_for_others(case: Case, claimant: Party, address: Address, by: By) -> None:
    """Where an agent takes the papers, there go those of everybody it stands for; where it filed and takes them in the
    portal, each has its own home beside. Whom nobody speaks for is asked."""
    for party in case.parties.filter(side=Side.CLAIMANT).exclude(pk=claimant.pk).order_by("order", "pk"):
        agents = party.representations.filter(until__isnull=True)
        if any(same_name(each.name, address.recipient) for each in agents):
            keep_address(party, address, by)
        elif address.channel == EChannel.PORTAL and agents.filter(user=by.user_id, user__isnull=False).exists():
            own = replace(address, recipient=party.takes_papers, postal=party.address, phone=party.reached_at, email="")
            keep_address(party, own, by)
