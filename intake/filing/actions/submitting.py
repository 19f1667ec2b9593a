"""Submitting: answers become a case with parties, claims, facts and evidence. Once, however often it is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from common.cases.actions import (
    PartyData,
    add_claim,
    add_representation,
    admit,
    announce,
    open_case,
    open_todo,
    record_facts,
    set_case,
)
from common.cases.events import By, Channel
from common.cases.models import Case, CaseLink, Party
from common.cases.rules import ActionRefused
from common.cases.states import Authority, Capacity, CaseKind, PartyKind, Side, TodoKind
from common.courts.models import Township
from common.courts.queries import regime_for
from common.delivery.actions import confirm_address
from common.delivery.states import EChannel
from common.documents.actions import attach_draft
from common.law import causes, clock
from common.law.numbers import clean
from common.law.regimes import route_for
from common.people.models import User
from common.people.rules import normalise_phone, same_name
from intake.elements.rules import answers as reading
from intake.elements.rules.answers import NO_PHONE
from intake.elements.rules.forms import FormSpec, Section
from intake.filing.actions.oral import Signed, write_record
from intake.filing.events import Filed
from intake.filing.models import Draft, Evidence, Filing
from intake.filing.queries import standing_of
from intake.filing.rules.facts import accepts, answered_facts, cause_facts, claims_of, may_ask
from intake.filing.rules.oral import is_oral
from intake.filing.rules.standing import agent_rows
from intake.filing.states import DraftState

SIDES = {"claimant": Side.CLAIMANT, "respondent": Side.RESPONDENT, "third_party": Side.THIRD}
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
    if draft.state != DraftState.OPEN:
        raise ActionRefused("这份草稿已经放弃，请重新开始。")
    if draft.court is None:
        raise ActionRefused("请先选择向哪个法院提交。", field="court")
    form, given = draft.spec, draft.given()
    _complete(draft, form, given, today)
    claims = claims_of(form, draft.wish, given)
    amount = reading.total(claims)
    capacity = _capacity(draft, given, by, today)
    parties = _parties(draft, form, given, draft.owner_id if capacity == Capacity.PARTY else None)
    case, rows = open_case(
        court=draft.court,
        kind=CaseKind.CIVIL if draft.wish == "sue" else CaseKind.MEDIATION,
        route=route_for(draft.wish, regime_for(draft.court, today).value).value,
        cause=draft.cause,
        cause_name=causes.cause(draft.cause).name,
        received_on=today,
        channel=by.channel,
        parties=parties,
        amount=amount,
        key_area=next(iter(causes.key_areas(draft.cause)), ""),
    )
    first = next(row for row in rows if row.side == Side.RESPONDENT)
    if first.township_id:
        set_case(case=case, township_id=first.township_id)
    for claim in claims:
        add_claim(case=case, text=claim.text, amount=claim.amount)
    claimant = next(row for row in rows if row.side == Side.CLAIMANT)
    said = answered_facts(form, draft.wish, given) | cause_facts(draft.cause)
    record_facts(case=case, facts=said, source="filing", today=today)
    _agents(claimant, form, given, draft.owner if capacity == Capacity.AGENT else None, by, today)
    attach_draft(draft_key=draft.files_key, case=case, party=claimant)
    Evidence.objects.filter(draft=draft, removed=False).update(case=case, party=claimant)
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
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.SUBMITTED, case=case)
    if draft.case_id:
        CaseLink.objects.create(case=case, other_id=draft.case_id, kind="continues")
    if draft.owner_id and capacity is not None:
        admit(case=case, user_id=draft.owner_id, capacity=capacity, by=by, today=today, party=claimant)
    keep_address(claimant, given, by)
    announce(
        case=case,
        event=Filed(
            filing_id=filing.pk,
            wish=draft.wish,
            accepts_mediation=accepts(draft.wish, given),
            cause=draft.cause,
            amount=amount,
        ),
        by=By(user_id=by.user_id, channel=by.channel, party_id=claimant.pk),
    )
    return Case.objects.get(pk=case.pk)


def _complete(draft: Draft, form: FormSpec, given: dict[str, Any], today: date) -> None:
    missing = reading.gaps(form, draft.wish, given, today)
    if missing:
        raise ActionRefused(missing[0].words, field=missing[0].question)
    if draft.court is None:
        raise ActionRefused("请选择向哪个法院提交。", field="court")
    if not draft.cause or not causes.exists(draft.cause):
        raise ActionRefused("请选择最接近的案由。", field="cause")
    asked = may_ask(draft.wish, draft.cause)
    if not asked.value:
        raise ActionRefused(f"{asked.note}。", field="cause")


def _capacity(draft: Draft, given: dict[str, Any], by: By, today: date) -> Capacity | None:
    """As what the account files; None for a filing without account. At the window the clerk has seen who stands there:
    an account that is not that person's stays outside, and the filing goes on without it."""
    if draft.owner is None:
        return None
    found = standing_of(draft.owner, draft.spec, given, today)
    if found.value.capacity is None and by.channel not in COUNTERS:
        raise ActionRefused(f"{found.note}。", field=found.value.field)
    return found.value.capacity


def _parties(draft: Draft, form: FormSpec, given: dict[str, Any], own_id: int | None) -> list[PartyData]:
    """`own_id` is the account that is the first claimant's own."""
    found: list[PartyData] = []
    townships = townships_named(given)
    for key, side in SIDES.items():
        try:
            section = form.section(key)
        except KeyError:
            continue
        if draft.wish not in section.wishes:
            continue
        for place, index in enumerate(reading.items(given, section)):
            one = reading.of_section(given, section, index)
            own = key == "claimant" and place == 0
            found.append(party_data(section, side, one, townships, own_id if own else None))
    return found


def townships_named(given: Mapping[str, Any]) -> dict[str, int]:
    """{code: id} of the townships the answers name. One query."""
    codes = [str(value) for question, value in given.items() if question.endswith(".township") and value]
    return dict(Township.objects.filter(code__in=codes).values_list("code", "pk"))


def party_data(
    section: Section, side: Side, one: Mapping[str, Any], townships: Mapping[str, int], user_id: int | None
) -> PartyData:
    """One person of a repeated section as a party; `townships` are ids by code."""
    legal = reading.is_legal(one)
    born = one.get("birth_date")
    address = one.get("org_address") if legal else one.get("habitual_residence") or one.get("domicile")
    return PartyData(
        side=side,
        kind=PartyKind.LEGAL if legal else PartyKind.NATURAL,
        name=reading.name_of(one),
        id_number=clean(str((one.get("uscc") if legal else one.get("id_number")) or "")),
        phone=_phone(one.get("phone")),
        address=str(address or ""),
        gender=section.field("gender").worded(str(one.get("gender") or "")),
        birth_date=date.fromisoformat(born) if born and not legal else None,
        legal_representative=str(one.get("legal_representative") or "") if legal else "",
        township_id=townships.get(str(one.get("township") or "")),
        user_id=user_id,
    )


def _phone(value: Any) -> str:
    """The number, or nothing for somebody who has none."""
    text = str(value or "")
    return "" if text == NO_PHONE else normalise_phone(text)


def _agents(claimant: Party, form: FormSpec, given: dict[str, Any], filer: User | None, by: By, today: date) -> None:
    """Record the agents (民诉法第六十一、六十二条); `filer` is the one whose account this is.

    Who is only named online is provisional until a clerk has compared the mandate with its original; at the window that
    is done.
    """
    rows, powers = agent_rows(given), form.section("agent").field("special_powers")
    special = given.get("agent.authority") == Authority.SPECIAL
    for row in rows:
        name = str(row["name"])
        own = filer is not None and same_name(filer.name, name)
        add_representation(
            party=claimant,
            name=name[:60],
            phone=normalise_phone(str(row.get("phone") or "")),
            unit=str(row.get("unit") or "")[:120],
            authority=Authority.SPECIAL if special else Authority.GENERAL,
            powers=[powers.worded(each) for each in given.get("agent.special_powers") or []] if special else [],
            since=today,
            user_id=filer.pk if own and filer else None,
            checked_on=today if by.channel in COUNTERS else None,
        )
    if rows and by.channel not in COUNTERS:
        words = f"{claimant.name}的起诉材料里写了代理人，请核对授权委托书原件。"
        open_todo(case=claimant.case, kind=TodoKind.MANDATES, words=words, by=by, today=today)


def keep_address(claimant: Party, given: Mapping[str, Any], by: By) -> None:
    """送达地址确认书 as part of the filing (民诉解释第一百三十六、一百三十七条)."""
    ways = given.get("service.e_service_ways") or []
    channel = EChannel(next(iter(ways), EChannel.PORTAL))
    account = str(given.get("service.e_service_account") or "")
    consents = given.get("service.e_service") == "yes"
    if by.channel == Channel.COUNTER and channel == EChannel.PORTAL and claimant.user_id is None:
        channel = EChannel.SMS
    if channel == EChannel.EMAIL and "@" not in account:
        channel = EChannel.SMS
    confirm_address(
        party=claimant,
        by=By(user_id=by.user_id, channel=by.channel, party_id=claimant.pk),
        recipient_name=str(given.get("service.service_recipient") or claimant.name)[:60],
        postal=str(given.get("service.service_address") or ""),
        phone=_phone(given.get("service.service_phone")),
        email=account if "@" in account else "",
        e_consent=consents,
        e_channel=channel if consents else EChannel.NONE,
    )
