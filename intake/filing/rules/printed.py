"""What of the answers the complaint prints beside its claims: every question, except those named here with the reason.

The elements of 民诉法第一百二十四条 stand in the heading of each party, in the claims and in the sections below them. A
question added to a form is printed by itself; who does not want it printed writes it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from common.law.abroad import Home
from intake.elements.rules import answers as reading
from intake.elements.rules.forms import Answers, FormSpec, Section
from intake.filing.rules.complaint import SIDES

PrintedLine = dict[str, str]

# Of each party: the question -> why the heading does not print it. Everything else about a party is printed.
UNPRINTED_OF_PARTIES = {
    "party_type": "read from how the heading is put",
    "guardian_needed": "read from the guardian who is named",
    "township": "says which court is near; the address is printed",
    "reachable": "tells the court how to serve; no part of a complaint",
    "address_kept": "says what the other side is not to read",
}
# Of the rest: section.question -> why.
UNPRINTED = {
    "agent.phone": "for the court to reach the agent by",
    "agent.relation": "said by the office the agent is of, and shown by its papers",
    "agent.stands_for": "read from the party under which the agent stands",
    "agent.mandate": "a file of its own",
    "agent.proof": "a file of its own",
    "resolution.mediation_note": "the mediator's alone",
    **dict.fromkeys(
        (
            "service.service_address",
            "service.service_recipient",
            "service.service_phone",
            "service.e_service",
            "service.e_service_ways",
            "service.e_service_account",
        ),
        "stands in the confirmation of the address for service, which is the court's alone",
    ),
}
# Printed by the heading from the party itself, which a correction, an end of guardianship or a departure changes.
OF_PARTY = frozenset(
    {"name", "org_name", "id_number", "uscc", "legal_representative", "operator_name", "gender", "birth_date"}
    | {"guardian_name", "guardian_kinship", "phone", "org_address"}
)
_AGENT = "agent"
# What a heading means where it says nothing else: 公民身份号码 and an address in the mainland.
_USUAL = {"id_type": "identity_card", "home": Home.MAINLAND.value}
_CLAIMS = "claims"


@dataclass(frozen=True, kw_only=True)
class Printed:
    """``people``: (side, place on that side, from 1) -> question -> words, of what only the answers know of a party;
    ``claims``: what was asked about the claims and no claim says; ``sections``: [{title, rows}]."""

    people: dict[tuple[str, int], dict[str, str]]
    claims: list[PrintedLine]
    sections: list[dict[str, Any]]


def printed(form: FormSpec, wish: str, given: Answers, day: date) -> Printed:
    """What the complaint prints of these answers besides parties and claims. ``day``: that of the filing, by which an
    answer is unlikely or not."""
    sections: list[dict[str, Any]] = []
    for section in form.for_wish(wish):
        if section.key in (*SIDES, _AGENT, _CLAIMS):
            continue
        if rows := _rows(section, wish, given, day):
            sections.append({"title": section.title_for(wish).removeprefix("填写"), "rows": rows})
    return Printed(
        people=_people(form, wish, given, day),
        claims=beside_claims(form, wish, given, day),
        sections=sections,
    )


def beside_claims(form: FormSpec, wish: str, given: Answers, day: date) -> list[PrintedLine]:
    """[{label, value}] of what was answered about the claims and stands in none of them: how a sum was worked out, up
    to which day, and what was not claimed."""
    return _rows(form.section(_CLAIMS), wish, given, day, but=reading.said_in_claims(form, given))


def _rows(
    section: Section, wish: str, given: Answers, day: date, but: frozenset[str] = frozenset()
) -> list[PrintedLine]:
    fields = [
        each
        for each in reading.asked(section, None, given, day)
        if each.key not in but and f"{section.key}.{each.key}" not in UNPRINTED
    ]
    return reading.rows(fields, reading.of_section(given, section), wish)


def _people(form: FormSpec, wish: str, given: Answers, day: date) -> dict[tuple[str, int], dict[str, str]]:
    found = {}
    for section in form.for_wish(wish):
        for place, index in enumerate(reading.items(given, section) if section.key in SIDES else (), start=1):
            one = reading.of_section(given, section, index)
            # Numbers that identify somebody are starred on a paper that all sides read.
            found[SIDES[section.key], place] = {
                each.key: reading.shown_words(each, one[each.key], masked=True)
                for each in reading.asked(section, index, given, day)
                if each.key not in UNPRINTED_OF_PARTIES and not reading.blank(one[each.key])
                if _USUAL.get(each.key) != one[each.key]
            }
    return {(side.value, place): words for (side, place), words in found.items()}
