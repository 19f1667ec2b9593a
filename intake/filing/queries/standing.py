"""What an account has proved, and so in whose name it files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from common.cases.access import checked, opposes
from common.cases.events import Channel
from common.cases.models import Case, Party, Representation
from common.cases.states import PartyKind, Side
from common.law.articles import Finding
from common.law.numbers import clean
from common.people.access import holds_post
from common.people.models import User
from common.people.queries import account_named, organisations_of
from common.people.rules import normalise_phone, same_name
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import FormSpec, split_id
from intake.filing.models import Draft, Filing
from intake.filing.rules.standing import Account, Standing, agent_rows, files_as, stands_opposed


def units_of(user: User, today: date) -> tuple[tuple[str, str], ...]:
    """(name, code) of the organisations the account may act for today. One query."""
    return tuple((each.organisation.name, each.organisation.uscc or "") for each in organisations_of(user, today))


def account_of(user: User, today: date) -> Account:
    return Account(name=user.name, number=user.id_number, verified=user.is_verified, units=units_of(user, today))


def standing_of(user: User, form: FormSpec, given: Mapping[str, Any], today: date) -> Finding[Standing]:
    """As what this account files these answers: for the first claimant, or as an agent."""
    section = form.section("claimant")
    first = next(iter(reading.items(given, section)), 1)
    one = reading.of_section(given, section, first)
    return files_as(account_of(user, today), one, agent_rows(given, first), at=f"claimant.{first}")


def operator_number(party: Party) -> str:
    """The number of the identity card of who operates this 个体工商户, as it was filed; empty where nobody said it, and
    for every other party. At most one query."""
    filing = Filing.objects.filter(case=party.case_id).first() if party.kind == PartyKind.SOLE_TRADER else None
    if filing is None:
        return ""
    people = [
        reading.of_section(filing.answers, section, index)
        for section in filing.spec.sections
        if section.key in ("claimant", "respondent", "third_party")
        for index in reading.items(filing.answers, section)
    ]
    mine = [one for one in people if one.get("operator_id_number") and same_name(reading.name_of(one), party.name)]
    return next(
        (
            clean(str(one["operator_id_number"]))
            for one in mine
            if same_name(reading.head_of(one), party.legal_representative)
        ),
        "",
    )


def beside_the_filer(case: Case) -> list[Party]:
    """Claimants another named beside the one in whose name was filed online: nobody has spoken for them yet, neither an
    account of their own nor an agent with power (民诉法55, 62). Empty for what was filed at a counter, where they sign.
    """
    if case.channel in (Channel.COUNTER, Channel.STATION):
        return []
    rows = case.parties.filter(side=Side.CLAIMANT, left_on__isnull=True).order_by("order", "pk")
    first = rows.first()
    silent = rows.filter(user__isnull=True).exclude(representations__in=Representation.objects.filter(checked()))
    return [row for row in silent if first is not None and row.pk != first.pk]


def standing_gaps(draft: Draft, today: date, *, at_counter: bool) -> list[reading.Gap]:
    """What keeps the account from submitting in this name, at the question it is about. At the counter the clerk has
    seen who stands there, and an account that is nobody's here stays outside."""
    owner, given = draft.owner, draft.given()
    barred = _barred_agents(draft, given, today)
    if owner is None or not owner.is_verified:
        return barred
    found = standing_of(owner, draft.spec, given, today)
    if found.value.capacity is None:
        return barred if at_counter else [*barred, _gap(found.value.field, f"{found.note}。")]
    section = draft.spec.section("claimant")
    first = reading.of_section(given, section, next(iter(reading.items(given, section)), 1))
    phones = {normalise_phone(owner.phone)} if owner.phone_verified and owner.phone else set()
    others = [
        (f"{each.key}.{index}", reading.of_section(given, each, index))
        for each in draft.spec.for_wish(draft.wish)
        if each.key in ("respondent", "third_party")
        for index in reading.items(given, each)
    ]
    opposed = stands_opposed(owner.name, owner.id_number, phones, reading.has_guardian(first), others)
    return [*barred, _gap(*opposed)] if opposed else barred


def _barred_agents(draft: Draft, given: Mapping[str, Any], today: date) -> list[reading.Gap]:
    """Agents the answers name who can be nobody's (解释84), or were on the other side of the dispute this continues
    (律师法39), each at its name. Three queries for each agent."""
    section, found = draft.spec.section("agent"), []
    before = draft.case.parties.filter(side=Side.CLAIMANT).order_by("order").first() if draft.case else None
    for index in reading.items(given, section):
        one = reading.of_section(given, section, index)
        name, phone = str(one["name"] or ""), normalise_phone(str(one["phone"] or ""))
        owner = draft.owner
        user = owner if owner is not None and same_name(owner.name, name) else account_named(name, phone)
        if any(each is not None and holds_post(each, today) for each in (user, User.objects.get_by_phone(phone))):
            found.append(_gap(f"agent.{index}.name", f"{name}是法院工作人员，不能当代理人：请换一位代理人。"))
        elif before is not None and opposes(before, user=user, name=name, phone=phone):
            words = f"{name}在这件纠纷里代表过对方，不能再代理您这一方：请换一位代理人。"
            found.append(_gap(f"agent.{index}.name", words))
    return found


def acted_against(draft: Draft, given: Mapping[str, Any]) -> list[str]:
    """Whom the account that files has spoken for against one of its side in another case: told before filing, for the
    lawyer to say whether it may take this one (律师法39). One query."""
    if draft.owner_id is None or not agent_rows(given):
        return []
    sides = [reading.names(draft.spec, given, key) for key in ("claimant", "respondent")]
    rows = Representation.objects.filter(user=draft.owner_id, party__name__in=sides[1])
    against = rows.filter(party__case__parties__name__in=sides[0]).exclude(party__case=draft.case_id)
    return sorted(set(against.values_list("party__name", flat=True)))


def _gap(question: str, words: str) -> reading.Gap:
    section, index, _ = split_id(question)
    return reading.Gap(question, section, index, words)
