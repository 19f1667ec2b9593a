"""Nobody stands on two sides of one case: every way to be, or to have been, of one side against every door of another.

民诉法59, 61, 62; 律师法39. The last way of the table stands nowhere: to that person every door opens, so that no door
refuses for another reason.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from common.cases.actions import add_party, add_representation, admit, end_seat, link_party
from common.cases.actions.opening import PartyData
from common.cases.models import Case, Party, Representation
from common.cases.rules import ActionRefused, Guardian
from common.cases.states import Authority, Capacity, PartyKind, Side
from intake.agents import actions as agents
from intake.door import actions as doors
from intake.door.models import DefendantDoor
from intake.mandates.models import Mandate
from intake.mandates.states import Relation
from intake.review.actions import answer_correction, ask_correction, register
from intake.wards.actions import name_guardian
from tests.factories import UserFactory, fictitious_id
from tests.factories.intake import TODAY, by_user, lending_answers, make_filing
from tests.factories.intake import agent as agent_answers
from tests.factories.people import OrganisationFactory
from tests.intake.agents.test_mandate_ends import receive_sheet
from tests.intake.filing.test_rules import CODE
from tests.intake.filing.test_wards import ward_answers
from yunfu_court.counter.actions import begin
from yunfu_court.counter.states import Came, Shown

NAME, PHONE, NUMBER = "王五", "13700000009", fictitious_id(1009)


@pytest.fixture
def wang(db: None) -> Any:
    return UserFactory(name=NAME, phone=PHONE, verified=True, id_text=NUMBER)


@pytest.fixture
def suit(luoding: Any, zhang: Any, huang: Any) -> Case:
    """张三 sues 李四, about whom the file says nothing but the name."""
    filing = make_filing(user=zhang, court=luoding, answers=lending_answers(**{"respondent.1.phone": ""}))
    register(filing=filing, by=by_user(huang), today=TODAY)
    return Case.objects.get(pk=filing.case_id)


def other(case: Case) -> Party:
    return case.parties.get(side=Side.RESPONDENT)


# --- Ways to be on the claimants' side --------------------------------------------------------------------------------


def _beside(case: Case, **data: Any) -> Party:
    """A further claimant."""
    given = {"kind": PartyKind.NATURAL, "name": NAME} | data
    return add_party(case=case, data=PartyData(side=Side.CLAIMANT, **given), today=TODAY)


def _speaks(case: Case, user: Any = None, checked: bool = True) -> Representation:
    claimant = case.parties.filter(side=Side.CLAIMANT).earliest("pk")
    row = add_representation(
        party=claimant,
        name=NAME,
        phone=PHONE,
        unit="",
        authority=Authority.GENERAL,
        powers=[],
        since=TODAY,
        user_id=user.pk if user else None,
        checked_on=TODAY if checked else None,
    )
    if user is not None:
        admit(case=case, user_id=user.pk, capacity=Capacity.AGENT, by=by_user(user), today=TODAY, party=claimant)
    return row


def _party(case: Case, user: Any) -> None:
    link_party(party=_beside(case), user_id=user.pk, by=by_user(user), today=TODAY)


def _was_party(case: Case, user: Any) -> None:
    party = _beside(case, name="赵六")
    link_party(party=party, user_id=user.pk, by=by_user(user), today=TODAY)
    end_seat(party=party, user=user, today=TODAY)


def _for_a_unit(case: Case, user: Any) -> None:
    party = _beside(case, kind=PartyKind.LEGAL, name="罗定水泥有限公司")
    link_party(party=party, user_id=user.pk, by=by_user(user), today=TODAY)


def _left_a_unit(case: Case, user: Any) -> None:
    _for_a_unit(case, user)
    end_seat(party=case.parties.get(name="罗定水泥有限公司"), user=user, today=TODAY)


def _agent(case: Case, user: Any) -> None:
    _speaks(case, user)


def _was_agent(case: Case, user: Any) -> None:
    agents.release_agent(representation=_speaks(case, user), by=by_user(user), today=TODAY)


def _agent_on_paper(case: Case, _: Any) -> None:
    _speaks(case)


def _was_agent_on_paper(case: Case, user: Any) -> None:
    agents.release_agent(representation=_speaks(case), by=by_user(user), today=TODAY)


def _on_paper(case: Case, _: Any) -> None:
    _beside(case, id_number=NUMBER, phone=PHONE)


def _third_party(case: Case, user: Any) -> None:
    data = PartyData(side=Side.THIRD, kind=PartyKind.NATURAL, name=NAME)
    link_party(party=add_party(case=case, data=data, today=TODAY), user_id=user.pk, by=by_user(user), today=TODAY)


def _guardian(case: Case, user: Any) -> None:
    guardian = Guardian(NAME, "mother", NUMBER, PHONE)
    party = _beside(case, name="张小明", guardian=guardian)
    link_party(party=party, user_id=user.pk, by=by_user(user), today=TODAY)


def _guardian_on_paper(case: Case, _: Any) -> None:
    _beside(case, name="张小明", guardian=Guardian(NAME, "mother", NUMBER, PHONE))


def _mediator(case: Case, user: Any) -> None:
    admit(case=case, user_id=user.pk, capacity=Capacity.MEDIATOR, by=by_user(user), today=TODAY)


def _nowhere(_: Case, __: Any) -> None:
    pass


WAYS: dict[str, Callable[[Case, Any], None]] = {
    "a claimant with this account": _party,
    "was a claimant": _was_party,
    "stands for a company that sues": _for_a_unit,
    "stood for a company that sues": _left_a_unit,
    "an agent of the claimant": _agent,
    "was an agent of the claimant": _was_agent,
    "a checked agent without account": _agent_on_paper,
    "was a checked agent without account": _was_agent_on_paper,
    "a claimant on paper": _on_paper,
    "a third party": _third_party,
    "acts for a child that sues": _guardian,
    "acts for a child that sues, on paper": _guardian_on_paper,
    "mediated": _mediator,
    "nowhere": _nowhere,
}


# --- Doors of the respondent ------------------------------------------------------------------------------------------


def _renamed(case: Case, **more: Any) -> Party:
    """The respondent as whoever opens the door: only the side keeps them out."""
    Party.objects.filter(pk=other(case).pk).update(**{"name": NAME, **more})
    return other(case)


def _is_added(side: Side, case: Case, user: Any) -> None:
    data = PartyData(side=side, kind=PartyKind.NATURAL, name=NAME, user_id=user.pk)
    add_party(case=case, data=data, today=TODAY)


def _is_linked(case: Case, user: Any) -> None:
    link_party(party=_renamed(case), user_id=user.pk, by=by_user(user), today=TODAY)


def _is_admitted(capacity: Capacity, case: Case, user: Any) -> None:
    admit(case=case, user_id=user.pk, capacity=capacity, by=by_user(user), today=TODAY, party=_renamed(case))


def _enters(case: Case, user: Any) -> None:
    door = DefendantDoor.objects.get(party=_renamed(case))
    doors.enter_door(door=door, user_id=user.pk, by=by_user(user), today=TODAY)


def _unit(case: Case) -> DefendantDoor:
    party = _renamed(case, name="罗定石材有限公司", kind=PartyKind.LEGAL)
    party.set_identity(id_number=CODE, phone="")
    party.save()
    return DefendantDoor.objects.get(party=party)


def _enters_as_member(case: Case, user: Any) -> None:
    unit = OrganisationFactory(name="罗定石材有限公司", uscc=CODE)
    unit.members.create(user=user, role="authorised", since=TODAY)
    doors.enter_door(door=_unit(case), user_id=user.pk, by=by_user(user), today=TODAY)


def _enters_with_the_licence(case: Case, user: Any) -> None:
    party = _unit(case).party
    bearer = doors.Bearer(name=NAME, number=NUMBER)
    doors.give_code(party=party, by=by_user(user, "counter"), today=TODAY, bearer=bearer)
    doors.enter_door(door=DefendantDoor.objects.get(party=party), user_id=user.pk, by=by_user(user), today=TODAY)


def _spoken_for(case: Case, user: Any = None, checked: bool = False) -> Representation:
    return add_representation(
        party=other(case),
        name=NAME,
        phone=PHONE,
        unit="",
        authority=Authority.GENERAL,
        powers=[],
        since=TODAY,
        user_id=user.pk if user else None,
        checked_on=TODAY if checked else None,
    )


def _on_file(case: Case, **more: Any) -> Representation:
    """As it came to the file before anybody knew."""
    given = {"name": NAME, "phone": PHONE, "authority": Authority.GENERAL, "powers": [], "since": TODAY, **more}
    return Representation.objects.create(party=other(case), **given)


def _is_named(case: Case, user: Any) -> Mandate:
    sheet = receive_sheet(case, other(case), user)
    paper = {"document": sheet, "proof": sheet, "once": uuid4()}
    agent = agents.Agent(name=NAME, phone=PHONE, relation=Relation.LAWYER, unit="", authority=Authority.GENERAL)
    return agents.name_agent(party=other(case), agent=agent, by=by_user(user), today=TODAY, **paper)


def _is_confirmed(case: Case, user: Any) -> None:
    sheet = receive_sheet(case, other(case), user)
    row = Mandate.objects.create(
        party=other(case),
        once=uuid4(),
        name=NAME,
        phone=PHONE,
        relation=Relation.LAWYER,
        authority=Authority.GENERAL,
        powers=[],
        document=sheet,
        proof=sheet,
        given_on=TODAY,
    )
    agents.confirm_mandate(mandate=row, by=by_user(user), today=TODAY)


def _is_checked(case: Case, user: Any) -> None:
    agents.check_mandate(representation=_on_file(case, user=user), by=by_user(user), today=TODAY)


def _is_linked_as_agent(case: Case, user: Any) -> None:
    agents.link_agent(representation=_on_file(case, checked_on=TODAY), by=by_user(user), today=TODAY)


def _becomes_guardian(number: str, phone: str, case: Case, user: Any) -> None:
    guardian = Guardian(NAME, "mother", number, phone)
    name_guardian(party=other(case), guardian=guardian, by=by_user(user), today=TODAY)


def _comes_to_the_window(case: Case, user: Any) -> None:
    who = {"came": Came.SELF, "name": NAME, "shown": Shown.ID_CARD, "number": NUMBER}
    begin(case=case, party=_renamed(case), by=by_user(user, "counter"), today=TODAY, **who)


def _comes_for_the_unit(case: Case, user: Any) -> None:
    who = {"came": Came.SELF, "name": NAME, "shown": Shown.LICENCE, "number": NUMBER}
    begin(case=case, party=_unit(case).party, by=by_user(user, "counter"), today=TODAY, **who)


def _comes_as_agent(case: Case, user: Any) -> None:
    _on_file(case, checked_on=TODAY)
    who = {"came": Came.GENERAL, "name": NAME, "shown": Shown.POWER, "number": NUMBER}
    begin(case=case, party=other(case), by=by_user(user, "counter"), today=TODAY, **who)


DOORS: dict[str, Callable[[Case, Any], Any]] = {
    "is added as a respondent": partial(_is_added, Side.RESPONDENT),
    "links the account": _is_linked,
    "is admitted as the party": partial(_is_admitted, Capacity.PARTY),
    "is admitted as an agent": partial(_is_admitted, Capacity.AGENT),
    "enters by the code": _enters,
    "enters as the company's member": _enters_as_member,
    "enters with the company's licence": _enters_with_the_licence,
    "is recorded as an agent": _spoken_for,
    "is recorded by name and telephone": lambda case, _: _spoken_for(case),
    "is named with a mandate": _is_named,
    "has the mandate confirmed": _is_confirmed,
    "has the mandate checked": _is_checked,
    "has the agent's account linked": _is_linked_as_agent,
    "becomes the guardian, known by the card": partial(_becomes_guardian, NUMBER, ""),
    "becomes the guardian, known by the telephone": partial(_becomes_guardian, "", PHONE),
    "comes to the window as the party": _comes_to_the_window,
    "comes to the window for the company": _comes_for_the_unit,
    "comes to the window as an agent": _comes_as_agent,
}


def opened(door: Callable[[Case, Any], Any], case: Case, user: Any) -> bool:
    """Whether the door lets in. What it did is undone."""
    with transaction.atomic():
        try:
            door(Case.objects.get(pk=case.pk), user)
        except ActionRefused:
            return False
        finally:
            transaction.set_rollback(True)
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_who_is_or_was_of_one_side_enters_by_no_door_of_another(suit: Case, wang: Any, way: str) -> None:
    WAYS[way](suit, wang)
    let_in = [name for name, door in DOORS.items() if opened(door, suit, wang)]
    assert let_in == (list(DOORS) if way == "nowhere" else [])


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "taken"), [("李四", False), ("王芳", True)])
def test_a_correction_makes_nobody_of_the_other_side_a_guardian(
    luoding: Any, wang: Any, li: Any, huang: Any, name: str, taken: bool
) -> None:
    """张小明 sues 李四 through his agent 王五, whose correction names another guardian; 李四 has come in meanwhile."""
    filing = make_filing(user=wang, court=luoding, answers=ward_answers(**agent_answers(NAME, PHONE)))
    case = Case.objects.get(pk=filing.case_id)
    link_party(party=other(case), user_id=li.pk, by=by_user(li), today=TODAY)
    card = li.id_number if name == li.name else fictitious_id(1010)
    values = {"claimant.1.guardian_name": name, "claimant.1.guardian_id_number": card}
    items = [{"question": question, "code": "identity"} for question in values]
    asked = ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=TODAY)
    if taken:
        answer_correction(correction=asked, values=values, by=by_user(wang), today=TODAY)
    else:
        with pytest.raises(ActionRefused, match="其他身份"):
            answer_correction(correction=asked, values=values, by=by_user(wang), today=TODAY)
    assert (case.parties.get(side=Side.CLAIMANT).guardian_id == card) is taken


# --- No door beside them ----------------------------------------------------------------------------------------------

# Who gives a person a place in a case, in the whole house: each asks `need_own_side`, or takes the place away.
PLACES = {
    "common/cases/actions/opening.py": {"add_party", "add_representation"},
    "common/cases/actions/people.py": {"admit", "stand_aside", "link_party", "vacate"},
    "common/cases/actions/guardians.py": {"put_guardian"},
    "intake/agents/actions.py": {"link_agent"},
    "intake/review/actions/correction.py": {"_mend"},
}
SEATS = re.compile(
    r"(Participation|Representation|participations|representations|parties|Party)(\.objects)?"
    r"\.(create|get_or_create|update_or_create|bulk_create)\(|\bParty\(|\.set_guardian\("
    r"|\b(party|row|representation|speaker|participation)\.user(_id)? = |\.update\([^)]*\buser(_id)?="
)


def test_nobody_gets_a_place_by_another_door() -> None:
    root, found = Path(__file__).parents[2], defaultdict(set)
    for house in (
        "common/cases",
        "common/documents",
        "common/delivery",
        "intake",
        "mediation",
        "triage",
        "fees",
        "petitions",
        "yunfu_court",
    ):
        for path in sorted((root / house).rglob("*.py")):
            file = str(path.relative_to(root))
            if "migrations" in path.parts or "simulation" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and SEATS.search(ast.unparse(node)):
                    found[file].add(node.name)
    assert dict(found) == PLACES
