"""Open a case and write down who, what and which facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from common.cases.models import Case, CaseFact, Claim, Party, Representation
from common.cases.models.parties import CLAIM_STATES
from common.cases.rules import ActionRefused, Guardian, title_of
from common.cases.states import HOME_SOURCE, OF_HOME, CaseKind, FactKey, PartyKind, Side, Stage
from common.courts.models import Court
from common.courts.queries import regime_for
from common.fields import blind_index, pieces
from common.law.abroad import Home
from common.law.regimes import Route
from common.people.models import User

from .people import need_no_post, need_own_side


@dataclass(frozen=True, kw_only=True)
class PartyData:
    """A party as a filing gives it. Numbers in clear; they are encrypted on the way in."""

    side: Side
    kind: PartyKind
    name: str
    id_number: str = ""
    phone: str = ""
    address: str = ""
    address_kept: bool = False
    home: Home = Home.MAINLAND
    gender: str = ""
    birth_date: date | None = None
    legal_representative: str = ""
    guardian: Guardian | None = None
    township_id: int | None = None
    user_id: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def open_case(
    *,
    court: Court,
    kind: CaseKind,
    route: Route | None,
    cause: str,
    cause_name: str,
    received_on: date,
    channel: str,
    parties: list[PartyData],
    amount: int | None = None,
    key_area: str = "",
    stage: Stage = Stage.REVIEW,
    title: str = "",
) -> tuple[Case, list[Party]]:
    """Make the case row with its parties. The regime of its day of receipt stays with it for good.

    Announces nothing: the room that opens a case announces what happened (filed, lodged).
    """
    case = Case.objects.create(
        court=court,
        kind=kind,
        route=route or "",
        regime=regime_for(court, received_on).value,
        cause=cause,
        cause_name=cause_name,
        key_area=key_area,
        title="…",
        amount=amount,
        received_on=received_on,
        channel=channel,
        stage=stage,
    )
    rows = [add_party(case=case, data=data, today=received_on) for data in parties]
    _name(case, title)
    return case, rows


def _name(case: Case, title: str = "") -> None:
    people = list(case.parties.all())
    if not title:
        title = title_of(
            [p.name for p in people if p.side in (Side.CLAIMANT, Side.PETITIONER)],
            [p.name for p in people if p.side == Side.RESPONDENT],
            case.cause_name or "纠纷",
            suit=case.is_suit,
        )
    case.title = title[:200]
    agents = Representation.objects.filter(party__case=case).order_by("pk").values_list("name", flat=True)
    heads = (name for p in people for name in (p.guardian_name, p.legal_representative) if name)
    case.grams = pieces(title, *(p.name for p in people), *heads, *(n.text for n in case.numbers.all()), *agents)
    Case.objects.filter(pk=case.pk).update(title=case.title, grams=case.grams)


@transaction.atomic
def rename_case(*, case: Case) -> Case:
    """The names of its parties were mended: the title and what it is found by follow."""
    locked = Case.lock(case.pk)
    _name(locked)
    case.title, case.grams = locked.title, locked.grams
    return locked


@transaction.atomic
def add_party(*, case: Case, data: PartyData, today: date) -> Party:
    """Add a party at the end of its side."""
    party = Party(
        case=case,
        side=data.side,
        order=case.parties.filter(side=data.side).count() + 1,
        kind=data.kind,
        name=data.name,
        gender=data.gender,
        birth_date=data.birth_date,
        address=data.address,
        address_kept=data.address_kept,
        home=data.home,
        legal_representative=data.legal_representative,
        township_id=data.township_id,
        user_id=data.user_id,
        joined_on=today,
    )
    party.set_identity(id_number=data.id_number, phone=data.phone)
    party.set_guardian(data.guardian)
    if data.user_id is not None:
        need_own_side(party=party, user=User.objects.get(pk=data.user_id))
    party.save()
    return party


@transaction.atomic
def add_representation(
    *,
    party: Party,
    name: str,
    phone: str,
    unit: str,
    authority: str,
    powers: list[str],
    since: date,
    user_id: int | None = None,
    checked_on: date | None = None,
) -> Representation:
    """Record an agent: at most two for a party (民诉法61), and nobody who is or was on another side. Without
    `checked_on` the agent is provisional until `check_representation`."""
    user = User.objects.get(pk=user_id) if user_id else None
    need_own_side(party=party, user=user, name=name, phone=phone)
    need_no_post(user=user, phone=phone, today=since)
    if party.representations.filter(until__isnull=True).count() >= 2:
        raise ActionRefused("一方当事人最多委托两名代理人。", field="agents")
    case = Case.lock(party.case_id)
    case.grams = sorted({*case.grams, *pieces(name)})
    case.save(update_fields=["grams"])
    return Representation.objects.create(
        party=party,
        name=name,
        phone=phone,
        phone_hash=blind_index(phone) or "",
        unit=unit,
        authority=authority,
        powers=powers,
        since=since,
        user_id=user_id,
        checked_on=checked_on,
    )


@transaction.atomic
def check_representation(*, representation: Representation, on: date) -> bool:
    """The court compared the mandate with its original; checking twice is checking once. The caller's event tells."""
    Case.lock(representation.party.case_id)
    rows = Representation.objects.filter(pk=representation.pk, until__isnull=True, checked_on__isnull=True)
    return bool(rows.update(checked_on=on))


@transaction.atomic
def end_representation(*, representation: Representation, on: date) -> bool:
    """The agent speaks no more from `on` (民诉法63); ending twice is ending once. The caller's own event tells."""
    Case.lock(representation.party.case_id)
    return bool(Representation.objects.filter(pk=representation.pk, until__isnull=True).update(until=on))


@transaction.atomic
def add_claim(*, case: Case, text: str, amount: int | None) -> Claim:
    """Add one claim; `amount` in fen or None when the claim is not about money."""
    return Claim.objects.create(case=case, order=case.claims.count() + 1, text=text, amount=amount)


@transaction.atomic
def reword_claim(*, case: Case, claim_id: int, text: str, amount: int | None) -> None:
    """A claim of this case asks for something else from now on. The caller's own event tells why."""
    Case.lock(case.pk)
    if not Claim.objects.filter(case=case, pk=claim_id).update(text=text, amount=amount):
        raise ValueError("a claim of another case")


@transaction.atomic
def set_claims(*, case: Case, claim_ids: Collection[int], state: str) -> int:
    """Write what became of these claims: open, settled, withdrawn, decided. The caller's own event tells why.

    How many changed. ValueError for a claim that is not of this case or an unknown state.
    """
    if state not in dict(CLAIM_STATES):
        raise ValueError(f"no state of a claim: {state}")
    Case.lock(case.pk)
    rows = Claim.objects.filter(case=case, pk__in=claim_ids)
    if rows.count() != len(set(claim_ids)):
        raise ValueError("claims of another case")
    return rows.exclude(state=state).update(state=state)


@transaction.atomic
def record_facts(*, case: Case, facts: Mapping[FactKey, Any], source: str, today: date) -> None:
    """Write down facts as rules see them, by key; a later source replaces one (the event of the act keeps the trail).
    One statement."""
    rows = [CaseFact(case=case, key=key, value=value, source=source, recorded_on=today) for key, value in facts.items()]
    CaseFact.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["case", "key"],
        update_fields=["value", "source", "recorded_on"],
    )


def record_home_facts(*, case: Case, today: date) -> None:
    """A party who lives abroad makes the case foreign-related, whatever was said (解释520, 549). Worked out anew from
    every party who has not left: what a home alone had made so, and no home makes so now, is so no more. What somebody
    said is never written over by this."""
    homes = set(case.parties.filter(left_on__isnull=True).values_list("home", flat=True))
    rows = {row.key: row for row in case.facts.filter(key__in=OF_HOME.values())}
    facts: dict[FactKey, Any] = {}
    for home, key in OF_HOME.items():
        row = rows.get(key)
        if home in homes and not (row and row.value):
            facts[key] = True
        elif home not in homes and row and row.source == HOME_SOURCE and row.value:
            facts[key] = False
    if facts:
        record_facts(case=case, facts=facts, source=HOME_SOURCE, today=today)


EDITABLE = {
    "registered_on",
    "procedure",
    "track",
    "township",
    "township_id",
    "cause",
    "cause_name",
    "key_area",
    "route",
    "amount",
    "kind",
    "court",
}


@transaction.atomic
def set_case(*, case: Case, **values: Any) -> Case:
    """Write plain columns of the case (never its stage). The caller's own event tells why."""
    wrong = set(values) - EDITABLE
    if wrong:
        raise ValueError(f"not plain columns of a case: {sorted(wrong)}")
    locked = Case.lock(case.pk)
    for name, value in values.items():
        setattr(locked, name, value)
        setattr(case, name, value)
    locked.save(update_fields=[n.removesuffix("_id") for n in values])
    if {"cause_name", "kind"} & set(values):
        _name(locked)
        case.title, case.grams = locked.title, locked.grams
    return locked
