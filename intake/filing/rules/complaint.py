"""What the answers amount to: who against whom, what is asked, what is told of it, who speaks, where papers go.

Read once, before anything is written; submitting and correcting write from it. Nothing here decides whether the
complaint is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.cases.rules import Guardian
from common.cases.states import Authority, FactKey, PartyKind, Side
from common.delivery.states import EChannel
from common.law.abroad import Home
from common.law.numbers import clean
from common.law.phones import kept_phones, takes_messages
from common.people.rules import normalise_phone
from intake.elements.rules import answers as reading
from intake.elements.rules.answers import NO_PHONE, ClaimDraft
from intake.elements.rules.checks import born_on, years_from
from intake.elements.rules.forms import Answers, FormSpec, Section
from intake.filing.rules.facts import answered_facts, claims_of
from intake.filing.rules.standing import agent_rows

MAJORITY = 18  # years (民法典17)
# On which side those stand who are entered in a section.
SIDES = {"claimant": Side.CLAIMANT, "respondent": Side.RESPONDENT, "third_party": Side.THIRD}


@dataclass(frozen=True, kw_only=True)
class Person:
    """One party; `at` is where the answers speak of it (`claimant.1`), `township` a code."""

    at: str
    side: Side
    kind: PartyKind
    name: str
    id_number: str
    phone: str
    address: str
    home: Home
    gender: str
    birth_date: date | None
    legal_representative: str
    guardian: Guardian | None
    township: str
    address_kept: bool = False


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """An agent (民诉法第六十一、六十二条). The powers are in the words of the mandate, and only with 特别授权.
    `stands_for`: where the answers speak of its claimants (`claimant.1`); `mandate`, `proof`: the uids of its papers.
    """

    name: str
    phone: str
    unit: str
    relation: str
    authority: Authority
    powers: tuple[str, ...]
    stands_for: tuple[str, ...]
    mandate: str = ""
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class Address:
    """送达地址确认书 as part of the filing (民诉解释第一百三十六、一百三十七条); `channel` is how one would be reached
    electronically, whether or not one consents."""

    recipient: str
    postal: str
    phone: str
    email: str
    consents: bool
    channel: EChannel


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """A complaint, or a request for mediation. Parties stand side by side, each side in the order of the form."""

    parties: tuple[Person, ...]
    claims: tuple[ClaimDraft, ...]
    facts: Mapping[FactKey, Any]
    agents: tuple[Speaker, ...]
    address: Address

    @property
    def amount(self) -> int | None:
        """In dispute, in fen; None when no sum is named."""
        return reading.total(self.claims)

    def of_side(self, side: Side) -> list[Person]:
        return [each for each in self.parties if each.side == side]


def complaint_from(form: FormSpec, wish: str, given: Answers) -> Complaint:
    """The complaint that complete answers make; incomplete ones make as much of it as there is."""
    parties = tuple(_people(form, wish, given))
    return Complaint(
        parties=parties,
        claims=tuple(claims_of(form, wish, given)),
        facts=answered_facts(form, wish, given),
        agents=tuple(_agents(form, given)),
        address=_address(given, next((each.guardian.name if each.guardian else each.name for each in parties), "")),
    )


def _people(form: FormSpec, wish: str, given: Answers) -> list[Person]:
    return [
        _person(section, index, SIDES[section.key], reading.of_section(given, section, index))
        for section in form.for_wish(wish)
        if section.key in SIDES
        for index in reading.items(given, section)
    ]


def _person(section: Section, index: int, side: Side, one: Answers) -> Person:
    legal, born = reading.is_unit(one), born_on(one)
    address = one.get("org_address") if legal else one.get("habitual_residence") or one.get("domicile")
    return Person(
        at=f"{section.key}.{index}",
        side=side,
        kind=PartyKind(one["party_type"]) if legal else PartyKind.NATURAL,
        name=reading.name_of(one),
        id_number=clean(str(one.get("uscc" if legal else "id_number") or "")),
        phone=_phone(one.get("phone")),
        address=str(address or ""),
        home=Home(one.get("home") or Home.MAINLAND),
        gender=reading.words(section.field("gender"), one.get("gender")),
        birth_date=None if legal or not one.get("birth_date") else born,
        legal_representative=reading.head_of(one),
        guardian=_guardian(one, born),
        township=str(one.get("township") or ""),
        address_kept=bool(one.get("address_kept")),
    )


def _guardian(one: Answers, born: date | None) -> Guardian | None:
    """Who acts for somebody who cannot sue alone (民诉法第六十条): of a minor until the eighteenth birthday, if it is
    known (民法典第十七条)."""
    name = reading.guardian_of(one)
    if not name:
        return None
    return Guardian(
        name=name,
        kinship=str(one.get("guardian_kinship") or ""),
        id_number=clean(str(one.get("guardian_id_number") or "")),
        phone=_phone(one.get("guardian_phone")),
        until=years_from(born, MAJORITY) if born and one.get("guardian_needed") == "minor" else None,
    )


def to_prove(form: FormSpec, given: Answers) -> list[str]:
    """What shows that whoever acts for a claimant is its guardian (民诉法60): the court takes nobody's word for it."""
    section = form.section("claimant")
    people = [reading.of_section(given, section, index) for index in reading.items(given, section)]
    papers = "户口簿、出生医学证明，或者指定监护的文书"
    return [
        f"{reading.guardian_of(one)}是{reading.name_of(one)}监护人的证明（{papers}）"
        for one in people
        if reading.guardian_of(one)
    ]


def _phone(value: Any) -> str:
    """The number, or nothing for somebody who has none."""
    text = str(value or "")
    return "" if text == NO_PHONE else kept_phones(text)


def _agents(form: FormSpec, given: Answers) -> list[Speaker]:
    question = form.section("agent").field("powers")
    claimants = list(reading.numbered(given, "claimant"))
    found = []
    for row in agent_rows(given):
        authority = Authority(row.get("authority") or Authority.GENERAL)
        covered = row.get("powers") or [] if authority == Authority.SPECIAL else []
        ticked = [each for each in row.get("stands_for") or () if each in claimants]
        found.append(
            Speaker(
                name=str(row["name"]),
                phone=normalise_phone(_phone(row.get("phone"))),
                unit=str(row.get("unit") or ""),
                relation=str(row.get("relation") or ""),
                authority=authority,
                powers=tuple(question.worded(each) for each in covered),
                stands_for=tuple(f"claimant.{each}" for each in ticked or claimants),
                mandate=str(row.get("mandate") or ""),
                proof=str(row.get("proof") or ""),
            )
        )
    return found


def unreached(form: FormSpec, wish: str, given: Answers, *, account: bool) -> bool:
    """Whether papers would go by SMS, as they do of whoever reads no inbox, to a number that takes none."""
    address = complaint_from(form, wish, given).address
    by_sms = address.channel == EChannel.SMS or (address.channel == EChannel.PORTAL and not account)
    return address.consents and by_sms and not takes_messages(address.phone)


def _address(given: Answers, claimant: str) -> Address:
    ways, account = given.get("service.e_service_ways"), str(given.get("service.e_service_account") or "")
    channel = EChannel(next(iter(ways or ()), EChannel.PORTAL))
    mailbox = account if "@" in account else ""
    return Address(
        recipient=str(given.get("service.service_recipient") or claimant),
        postal=str(given.get("service.service_address") or ""),
        phone=_phone(given.get("service.service_phone")),
        email=mailbox,
        consents=given.get("service.e_service") == "yes",
        channel=EChannel.SMS if channel == EChannel.EMAIL and not mailbox else channel,
    )
