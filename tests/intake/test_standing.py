"""In whose name an account files, what a provisional agent may not do yet, and who is let in at no door."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.urls import reverse

from common.cases.access import disposes, may_dispose, party_for, visible_to
from common.cases.actions import add_party, add_representation, admit, link_party
from common.cases.actions.opening import PartyData
from common.cases.events import By, Channel
from common.cases.models import Case, Event, Party, Todo
from common.cases.queries import signers_before_clerk
from common.cases.rules import ActionRefused
from common.cases.states import Authority, Capacity, Disposal, PartyKind, Side
from common.notifications.models import Notice
from common.people.actions import verify_identity
from intake.agents import actions as agents_actions
from intake.door import actions as door_actions
from intake.door.models import DefendantDoor
from intake.door.rules import Pleading
from intake.filing import actions as filing_actions
from intake.filing.models import Filing
from intake.mandates.states import Relation
from intake.review import actions as review_actions
from mediation.course.actions import consent, decline
from tests.factories import UserFactory, fictitious_id
from tests.factories.intake import TODAY, agent, as_the_number_says, by_user, lending_answers, make_draft, make_filing
from tests.factories.people import OrganisationFactory
from tests.intake.agents.test_agents import signed_in
from tests.intake.filing.test_rules import CODE, COMPANY
from triage.trial.actions import seek_withdrawal

HANDLERS = list(project.EVENT_HANDLERS)

pytest_db = pytest.mark.django_db


def represented(**more: Any) -> dict[str, Any]:
    """王五 says of himself that he speaks for 张三, with every power."""
    return lending_answers(
        **{**agent("王五", "13700000009", relation="community", powers=["admit", "waive", "change", "settle"]), **more}
    )


@pytest.fixture
def wang(db: None) -> Any:
    return UserFactory(name="王五", phone="13700000009", verified=True)


@pytest_db
def test_another_persons_name_is_refused_at_the_question_and_nothing_is_lost(luoding: Any, wang: Any) -> None:
    draft = make_draft(user=wang, court=luoding, answers=lending_answers())
    filing_actions.save_answers(
        draft=draft, values={"claimant.1.name": "张三", "loan.lender": "张三"}, by=by_user(wang)
    )
    draft.refresh_from_db()
    with pytest.raises(ActionRefused, match="委托代理人") as refused:
        filing_actions.submit(draft=draft, once=uuid4(), by=by_user(wang), today=TODAY)
    assert refused.value.field == "claimant.1.name"
    mine, address = signed_in(wang), reverse("intake:check", args=[draft.uid])
    for page in (mine.get(address), mine.post(address, {"once": str(uuid4()), "truthful": "on"})):
        words = page.content.decode()
        assert "王五实名认证的，这里填的是张三" in words
        assert f"{reverse('intake:person', args=[draft.uid, 'claimant', 1])}?back=check#id_claimant.1.name" in words
    assert not Case.objects.exists()
    draft.refresh_from_db()
    assert draft.given()["claims.principal_owed"] == 12860050
    filing_actions.save_answers(
        draft=draft, values={"claimant.1.name": "王五", "loan.lender": "王五"}, by=by_user(wang)
    )
    assert signed_in(wang).post(address, {"once": str(uuid4()), "truthful": "on"}).status_code == 302


@pytest_db
def test_an_account_nobody_checked_does_not_file(luoding: Any) -> None:
    draft = make_draft(user=UserFactory(name="张三"), court=luoding)
    with pytest.raises(ActionRefused, match="实名认证"):
        filing_actions.submit(draft=draft, once=uuid4(), by=by_user(draft.owner), today=TODAY)


@pytest_db
def test_nobody_submits_what_is_anothers_or_nobodys(luoding: Any, wang: Any, zhang: Any, huang: Any) -> None:
    """A draft without account goes to the court over the counter only; one of an account by that account only."""
    begun = make_draft(user=huang, court=luoding, channel=Channel.COUNTER)
    own = make_draft(user=zhang, court=luoding)
    for draft, who in ((begun, wang), (begun, huang), (own, wang)):
        with pytest.raises(ActionRefused, match="自己的账号"):
            filing_actions.submit(draft=draft, once=uuid4(), by=by_user(who), today=TODAY)
    assert not Filing.objects.exists()


@pytest_db
def test_a_member_files_for_the_company(luoding: Any, wang: Any) -> None:
    company = OrganisationFactory(name="罗定石材有限公司", uscc=CODE)
    answers = lending_answers(
        **{f"claimant.1.{key}": value for key, value in COMPANY.items()},
        **{"claimant.1.org_address": "罗定市附城街道二号", "claimant.1.legal_representative": "罗大为"},
    )
    draft = make_draft(user=wang, court=luoding, answers=answers)
    with pytest.raises(ActionRefused, match="单位手续"):
        filing_actions.submit(draft=draft, once=uuid4(), by=by_user(wang), today=TODAY)
    company.members.create(user=wang, role="authorised", since=TODAY)
    case = filing_actions.submit(draft=draft, once=uuid4(), by=by_user(wang), today=TODAY)
    assert case.parties.get(side="claimant").user == wang


@pytest_db
def test_at_the_window_the_filing_goes_on_without_a_strangers_account(luoding: Any, huang: Any, wang: Any) -> None:
    draft = make_draft(user=huang, court=luoding, channel=Channel.COUNTER)
    code = filing_actions.hand_over(draft=draft, now=draft.saved_at)
    filing_actions.take_over(code=code, user_id=wang.pk, now=draft.saved_at)
    case = filing_actions.submit(draft=draft, once=uuid4(), by=by_user(huang, Channel.COUNTER), today=TODAY)
    assert case.parties.get(side="claimant").user is None
    assert not visible_to(wang, TODAY).exists()


@pytest_db
def test_mending_a_filing_does_not_make_it_anothers(luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=zhang, court=luoding)
    items = [{"question": "claimant.1.name", "code": "identity"}]
    correction = review_actions.ask_correction(filing=filing, items=items, days=7, by=by_user(huang), today=TODAY)
    values = {"claimant.1.name": "王五"}
    with pytest.raises(ActionRefused, match="实名认证"):
        review_actions.answer_correction(correction=correction, values=values, by=by_user(zhang), today=TODAY)
    assert filing.case.parties.get(side="claimant").name == "张三"


# --- The provisional agent -------------------------------------------------------------------------------------------


@pytest.fixture
def filed(settings: Any, luoding: Any, wang: Any) -> Filing:
    """王五 filed for 张三; through the real roof, so that mediation follows."""
    settings.EVENT_HANDLERS = HANDLERS
    return make_filing(user=wang, court=luoding, wish="mediate", answers=represented())


@pytest_db
def test_a_provisional_agent_disposes_of_nothing_until_the_clerk_has_checked(
    filed: Filing, wang: Any, huang: Any
) -> None:
    case = Case.objects.get(pk=filed.case_id)
    claimant = case.parties.get(side="claimant")
    speaks = By(user_id=wang.pk, channel=Channel.WEB, party_id=claimant.pk)
    assert claimant.user is None
    assert not may_dispose(case, wang, Disposal.SETTLE, TODAY)
    on_paper = [each.name for each in signers_before_clerk(claimant, TODAY, act=Disposal.SETTLE)]
    assert on_paper == ["张三"]
    with pytest.raises(ActionRefused, match="还没有核对"):
        review_actions.withdraw(filing=filed, by=speaks, today=TODAY)
    assert "核对授权委托书原件以后" in signed_in(wang).get(f"/cases/{case.uid}/").content.decode()
    review_actions.divert(filing=filed, by=by_user(huang), today=TODAY)
    mediation = case.mediations.get()
    assert mediation.consents.get(party=claimant).state == "asked"  # what he said on filing was not her yes
    with pytest.raises(ActionRefused, match="还没有核对"):
        consent(mediation=mediation, by=speaks, today=TODAY)

    assert "核对授权委托书原件" in Todo.objects.get(case=case, what="intake.mandates", done_on=None).words
    speaker = claimant.representations.get()
    desk, address = signed_in(huang), reverse("intake:mandates", args=[case.uid])
    assert "原件待核对" in desk.get(address).content.decode()
    desk.post(address, {"act": "check", "pk": speaker.pk})
    assert "原件待核对" not in desk.get(address).content.decode()
    assert not Todo.objects.filter(case=case, what="intake.mandates", done_on=None).exists()
    assert Event.objects.filter(case=case, kind="intake.mandate_checked").count() == 1
    agents_actions.check_mandate(representation=speaker, by=by_user(huang), today=TODAY)
    assert Event.objects.filter(case=case, kind="intake.mandate_checked").count() == 1
    assert may_dispose(case, wang, Disposal.SETTLE, TODAY)
    assert [each.name for each in signers_before_clerk(claimant, TODAY, act=Disposal.SETTLE)] == ["张三", "王五"]
    consent(mediation=mediation, by=speaks, today=TODAY)
    assert mediation.consents.get(party=claimant).state == "given"


@pytest_db
def test_withdrawing_the_suit_is_the_actions_own_to_refuse(settings: Any, luoding: Any, wang: Any, huang: Any) -> None:
    settings.EVENT_HANDLERS = HANDLERS
    filing = make_filing(user=wang, court=luoding, answers=represented())
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    case = Case.objects.get(pk=filing.case_id)
    claimant = case.parties.get(side="claimant")
    with pytest.raises(ActionRefused, match="还没有核对"):
        seek_withdrawal(case=case, party=claimant, by=by_user(wang), today=TODAY)
    speaker = claimant.representations.get()
    agents_actions.check_mandate(representation=speaker, by=by_user(huang), today=TODAY)
    assert seek_withdrawal(case=case, party=claimant, by=by_user(wang), today=TODAY) is not None


@pytest_db
def test_an_agent_of_a_counter_filing_was_seen_by_the_clerk(luoding: Any, huang: Any) -> None:
    """With the papers before them, which are kept; named without papers, the agent waits for them as anywhere."""
    made = {"user": huang, "court": luoding, "channel": Channel.COUNTER, "answers": represented()}
    filing = make_filing(papers=True, **made)
    speaker = filing.case.parties.get(side="claimant").representations.get()
    assert speaker.checked_on == TODAY
    assert (speaker.mandate.state, speaker.mandate.decided_by) == ("confirmed", huang)
    assert not Todo.objects.filter(case=filing.case).exists()
    bare = make_filing(**made)
    assert bare.case.parties.get(side="claimant").representations.get().checked_on is None
    assert Todo.objects.filter(case=bare.case, what="intake.mandates", done_on=None).exists()


# --- Nobody on both sides --------------------------------------------------------------------------------------------


@pytest.fixture
def suit(luoding: Any, zhang: Any, huang: Any) -> Case:
    """张三 sues 李四, about whom the file says nothing but the name."""
    filing = make_filing(user=zhang, court=luoding, answers=lending_answers(**{"respondent.1.phone": ""}))
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    return Case.objects.get(pk=filing.case_id)


def theirs(case: Case) -> Any:
    return case.parties.get(side="respondent")


@pytest_db
def test_who_sued_becomes_no_defendant_by_any_door(suit: Case, zhang: Any, huang: Any) -> None:
    party = theirs(suit)
    for capacity in (Capacity.PARTY, Capacity.AGENT):
        with pytest.raises(ActionRefused, match="其他身份"):
            admit(case=suit, user_id=zhang.pk, capacity=capacity, by=by_user(huang), today=TODAY, party=party)
    with pytest.raises(ActionRefused, match="其他身份"):
        link_party(party=party, user_id=zhang.pk, by=by_user(zhang), today=TODAY)
    third = PartyData(side=Side.THIRD, kind=PartyKind.NATURAL, name="张三", user_id=zhang.pk)
    with pytest.raises(ActionRefused, match="其他身份"):
        add_party(case=suit, data=third, today=TODAY)
    party.refresh_from_db()
    assert party.user is None


@pytest_db
def test_who_filed_does_not_enter_as_the_company_he_heads(luoding: Any, zhang: Any, huang: Any) -> None:
    """He acts for the company as well: the code would fit."""
    door = company_door(luoding, zhang, huang, legal_representative="张三")
    OrganisationFactory(name="罗定石材有限公司", uscc=CODE).members.create(user=zhang, role="authorised", since=TODAY)
    with pytest.raises(ActionRefused, match="其他身份"):
        door_actions.enter_door(door=door, user_id=zhang.pk, by=by_user(zhang), today=TODAY)


@pytest_db
def test_a_claimant_on_paper_is_known_by_name_and_number(luoding: Any, zhang: Any, huang: Any) -> None:
    filing = make_filing(user=huang, court=luoding, channel=Channel.COUNTER)
    with pytest.raises(ActionRefused, match="其他身份"):
        link_party(party=theirs(filing.case), user_id=zhang.pk, by=by_user(zhang), today=TODAY)


def speak(party: Any, name: str, user: Any = None, checked: bool = True) -> Any:
    return add_representation(
        party=party,
        name=name,
        phone="13700000009",
        unit="",
        authority=Authority.GENERAL,
        powers=[],
        since=TODAY,
        user_id=user.pk if user else None,
        checked_on=TODAY if checked else None,
    )


@pytest_db
def test_a_released_agent_of_the_claimant_is_let_in_nowhere_on_the_other_side(
    suit: Case, wang: Any, huang: Any
) -> None:
    claimant = suit.parties.get(side="claimant")
    speaker = speak(claimant, "王五", wang)
    admit(case=suit, user_id=wang.pk, capacity=Capacity.AGENT, by=by_user(huang), today=TODAY, party=claimant)
    agents_actions.release_agent(representation=speaker, by=by_user(huang), today=TODAY)
    suit.parties.filter(side="respondent").update(name="王五")
    door = DefendantDoor.objects.get(party=theirs(suit))
    with pytest.raises(ActionRefused, match="其他身份"):
        door_actions.enter_door(door=door, user_id=wang.pk, by=by_user(wang), today=TODAY)
    with pytest.raises(ActionRefused, match="其他身份"):
        speak(theirs(suit), "王五", wang)
    agent = agents_actions.Agent(
        name="王五", phone="13700000009", relation=Relation.LAWYER, unit="", authority=Authority.GENERAL
    )
    with pytest.raises(ActionRefused, match="其他身份"):
        agents_actions.name_agent(
            party=theirs(suit), agent=agent, document=None, proof=None, once=uuid4(), by=by_user(huang), today=TODAY
        )
    speak(claimant, "王五", wang)  # on his own side he may come back


@pytest_db
@pytest.mark.parametrize("checked", [True, False])
def test_an_agent_named_before_having_an_account_counts_once_checked(suit: Case, checked: bool) -> None:
    """A name typed by one side and seen by nobody shuts no door of the other's."""
    speak(suit.parties.get(side="claimant"), "王五", checked=checked)
    wang = UserFactory(name="王五", phone="13700000009", verified=True)
    suit.parties.filter(side="respondent").update(name="王五")
    door = DefendantDoor.objects.get(party=theirs(suit))
    if checked:
        with pytest.raises(ActionRefused, match="其他身份"):
            door_actions.enter_door(door=door, user_id=wang.pk, by=by_user(wang), today=TODAY)
    else:
        door_actions.enter_door(door=door, user_id=wang.pk, by=by_user(wang), today=TODAY)
        assert theirs(suit).user == wang


@pytest_db
def test_nobody_files_as_agent_against_himself(luoding: Any, wang: Any) -> None:
    answers = represented(**{"respondent.1.name": "王五", "respondent.1.phone": "13700000009"})
    draft = make_draft(user=wang, court=luoding, answers=answers)
    with pytest.raises(ActionRefused, match="不能同时代表两方"):
        filing_actions.submit(draft=draft, once=uuid4(), by=by_user(wang), today=TODAY)
    assert not Case.objects.exists()


@pytest_db
def test_the_judge_of_a_case_is_nobodys_agent(suit: Case, wang: Any, huang: Any) -> None:
    admit(case=suit, user_id=wang.pk, capacity=Capacity.JUDGE, by=by_user(huang), today=TODAY)
    with pytest.raises(ActionRefused, match="其他身份"):
        speak(theirs(suit), "王五", wang)


# --- A company's seat ------------------------------------------------------------------------------------------------


def company_door(luoding: Any, zhang: Any, huang: Any, **more: str) -> DefendantDoor:
    given = COMPANY | {"org_address": "罗定市附城街道二号", "legal_representative": "罗大为"} | more
    answers = lending_answers(**{f"respondent.1.{key}": value for key, value in given.items()})
    filing = make_filing(user=zhang, court=luoding, answers=answers)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    return DefendantDoor.objects.select_related("party__case").get()


def enter(door: DefendantDoor, user: Any) -> None:
    door_actions.enter_door(door=door, user_id=user.pk, by=by_user(user), today=TODAY)
    door.party.refresh_from_db()
    assert door.party.user == user


@pytest_db
def test_code_name_and_public_number_do_not_make_a_stranger_the_company(
    luoding: Any, zhang: Any, huang: Any, wang: Any
) -> None:
    door = company_door(luoding, zhang, huang)
    mine = signed_in(wang)
    mine.post(reverse("intake:door"), {"code": door.code, "name": "罗定石材有限公司", "identity": CODE})
    page = mine.post(reverse("intake:door_enter"), follow=True).content.decode()
    assert "法定代表人" in page
    assert "窗口" in page
    door.party.refresh_from_db()
    assert door.party.user is None
    assert not visible_to(wang, TODAY).exists()


@pytest_db
def test_whom_the_other_side_typed_as_legal_representative_is_not_let_in(luoding: Any, zhang: Any, huang: Any) -> None:
    """民诉法51: the licence proves who heads a company, or its register with the court; 张三 may type any name."""
    door, friend = company_door(luoding, zhang, huang), UserFactory(name="罗大为", verified=True)
    with pytest.raises(ActionRefused, match="窗口"):
        enter(door, friend)
    door.party.refresh_from_db()
    assert door.party.user is None
    on_paper = [each.signs_as for each in signers_before_clerk(door.party, TODAY, act=Disposal.SETTLE)]
    assert on_paper == ["seal"]
    bearer = door_actions.Bearer(name="罗大为", number=friend.id_number)
    door_actions.give_code(party=door.party, by=by_user(huang), today=TODAY, bearer=bearer)
    enter(door, friend)


# --- Who the account turns out to be ---------------------------------------------------------------------------------


@pytest_db
def test_a_seat_ends_when_its_account_is_verified_as_somebody_else(
    settings: Any, luoding: Any, zhang: Any, huang: Any
) -> None:
    """在线诉讼规则7. What it did meanwhile is a clerk's to look at, and the party is told."""
    settings.EVENT_HANDLERS = HANDLERS
    filing = make_filing(user=zhang, court=luoding, answers=lending_answers())
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    case = Case.objects.get(pk=filing.case_id)
    party, stranger = theirs(case), UserFactory(name="")
    by = By(user_id=stranger.pk, channel=Channel.WEB, party_id=party.pk)
    link_party(party=party, user_id=stranger.pk, by=by, today=TODAY)
    assert party_for(case, stranger, TODAY) is None  # nobody acts by an unchecked name
    assert not disposes(party, by, Disposal.SETTLE, TODAY)
    said = Pleading("我认可全部请求。", None, {})
    with pytest.raises(ActionRefused, match="实名认证"):
        door_actions.give_answer(party=party, once=uuid4(), pleading=said, by=by, today=TODAY)
    mild = Pleading("借过，已还。", None, {})
    door_actions.give_answer(party=party, once=uuid4(), pleading=mild, by=by, today=TODAY)
    Party.objects.filter(pk=party.pk).update(phone_checked_on=TODAY)  # else the number hears nothing of the case
    verify_identity(user=stranger, name="王五", number=fictitious_id(77), on=TODAY)
    assert theirs(case).user is None
    assert not visible_to(stranger, TODAY).exists()
    todo = Todo.objects.get(case=case, what="seat", done_on=None)
    assert "核验为王五" in todo.words
    assert "提交了答辩" in todo.words
    ended = Event.objects.get(case=case, kind="cases.seat_ended")
    answer = Event.objects.get(case=case, kind="intake.answered")
    assert ended.payload == {"party_id": party.pk, "acts": [answer.seq]}
    assert Notice.objects.filter(kind="seat", party=party).exists()
    desk, address = signed_in(huang), reverse("intake:mandates", args=[case.uid])
    assert todo.words in desk.get(address).content.decode()
    desk.post(address, {"act": "looked", "pk": todo.pk})
    assert not Todo.objects.filter(case=case, what="seat", done_on=None).exists()


@pytest_db
def test_a_seat_stays_with_the_party_itself(suit: Case) -> None:
    party, li = theirs(suit), UserFactory(name="李 四")
    link_party(party=party, user_id=li.pk, by=by_user(li), today=TODAY)
    verify_identity(user=li, name="李四", number=fictitious_id(78), on=TODAY)
    assert theirs(suit).user == li
    assert not Todo.objects.filter(case=suit, what="seat").exists()


# --- Several claimants -----------------------------------------------------------------------------------------------


@pytest_db
def test_a_further_claimant_speaks_for_itself(settings: Any, luoding: Any, zhang: Any, huang: Any) -> None:
    """民诉法55; 在线调解4: 张三 files in 赵六's name beside his own, and says yes to mediation for himself alone."""
    settings.EVENT_HANDLERS = HANDLERS
    number, as_first = fictitious_id(66), lending_answers()
    second = {key.replace(".1.", ".2."): value for key, value in as_first.items() if key.startswith("claimant.1.")}
    second |= {"claimant.2.name": "赵六", "claimant.2.id_number": number, "claimant.2.phone": "13800000066"}
    second |= {key.replace(".1.", ".2."): value for key, value in as_the_number_says(number).items()}
    filing = make_filing(user=zhang, court=luoding, wish="mediate", answers=as_first | second)
    case = Case.objects.get(pk=filing.case_id)
    first, other = case.parties.filter(side="claimant").order_by("order")
    door = DefendantDoor.objects.get(party=other)
    told = {row.party_id: row.body for row in Notice.objects.filter(event__case=case, kind__in=["door", "filed"])}
    assert "收件回执可以在网上查看" not in told[other.pk]
    assert f"{door.code[:5]}-{door.code[5:]}" in told[other.pk]
    assert first.pk in told
    assert f"{door.code[:5]}" not in told[first.pk]
    review_actions.divert(filing=filing, by=by_user(huang), today=TODAY)
    mediation = case.mediations.get()
    states = {row.party_id: row.state for row in mediation.consents.all()}
    assert (states[first.pk], states[other.pk]) == ("given", "asked")
    zhao = UserFactory(name="赵六", phone="13800000066", verified=True, id_text=number)
    enter(door, zhao)
    mine = signed_in(zhao)
    assert reverse("intake:address", args=[case.uid]) in mine.get(f"/cases/{case.uid}/").content.decode()
    given = {"recipient_name": "赵六", "postal": "罗定市", "phone": "13800000066", "e_consent": "yes"}
    assert mine.post(reverse("intake:address", args=[case.uid]), given)["Location"] == f"/cases/{case.uid}/"
    assert other.service_addresses.get(superseded_at=None).e_consent
    by = By(user_id=zhao.pk, channel=Channel.WEB, party_id=other.pk)
    consent(mediation=mediation, by=by, today=TODAY)
    assert mediation.consents.get(party=other).state == "given"


# --- One name on both sides ------------------------------------------------------------------------------------------


@pytest_db
@pytest.mark.parametrize("phone", ["13700000008", ""])
def test_an_agent_with_the_respondents_name_is_looked_at_before_anything(
    settings: Any, luoding: Any, wang: Any, huang: Any, phone: str
) -> None:
    """Nobody is refused for a name alone; but until a clerk has said it is another person, nothing is disposed of."""
    settings.EVENT_HANDLERS = HANDLERS
    answers = represented(
        **{
            "respondent.1.name": "王五",
            "respondent.1.phone": phone,
            "agent.1.agent_namesake_why": "同名，不是同一个人",
        }
    )
    filing = make_filing(user=wang, court=luoding, wish="mediate", answers=answers)
    case = Case.objects.get(pk=filing.case_id)
    todo = Todo.objects.get(case=case, what="intake.same_person", done_on=None)
    assert "同名" in todo.words
    speaker = case.parties.get(side="claimant").representations.get()
    with pytest.raises(ActionRefused, match="同名"):
        agents_actions.check_mandate(representation=speaker, by=by_user(huang), today=TODAY)
    assert not may_dispose(case, wang, Disposal.SETTLE, TODAY)
    desk, address = signed_in(huang), reverse("intake:mandates", args=[case.uid])
    assert todo.words in desk.get(address).content.decode()
    desk.post(address, {"act": "looked", "pk": todo.pk})
    agents_actions.check_mandate(representation=speaker, by=by_user(huang), today=TODAY)
    assert may_dispose(case, wang, Disposal.SETTLE, TODAY)


@pytest_db
def test_an_unchecked_agent_does_not_stop_what_the_party_agreed_to(filed: Filing, wang: Any, huang: Any) -> None:
    case = Case.objects.get(pk=filed.case_id)
    claimant = case.parties.get(side="claimant")
    review_actions.divert(filing=filed, by=by_user(huang), today=TODAY)
    mediation = case.mediations.get()
    zhang = UserFactory(name="张三", verified=True)
    link_party(party=claimant, user_id=zhang.pk, by=by_user(zhang), today=TODAY)
    consent(mediation=mediation, by=By(user_id=zhang.pk, channel=Channel.WEB, party_id=claimant.pk), today=TODAY)
    speaks = By(user_id=wang.pk, channel=Channel.WEB, party_id=claimant.pk)
    with pytest.raises(ActionRefused, match="已经同意调解"):
        decline(mediation=mediation, by=speaks, today=TODAY)
    speaker = claimant.representations.get()
    agents_actions.check_mandate(representation=speaker, by=by_user(huang), today=TODAY)
    decline(mediation=mediation, by=speaks, today=TODAY)
    assert mediation.consents.get(party=claimant).state == "declined"


@pytest_db
def test_a_member_comes_in_by_the_companys_number(luoding: Any, zhang: Any, huang: Any, wang: Any) -> None:
    OrganisationFactory(name="改过的名字", uscc=CODE).members.create(user=wang, role="authorised", since=TODAY)
    enter(company_door(luoding, zhang, huang), wang)


@pytest_db
def test_who_brought_licence_and_letter_to_the_window_comes_in(luoding: Any, zhang: Any, huang: Any, wang: Any) -> None:
    door = company_door(luoding, zhang, huang)
    desk, address = signed_in(huang), reverse("intake:codes", args=[door.party.case.uid])
    key = f"p{door.party_id}"
    assert desk.post(address, {"party": door.party_id, f"{key}-checked": "on"}).status_code == 422
    said = {f"{key}-checked": "on", f"{key}-name": "王五", f"{key}-number": wang.id_number.lower()}
    page = desk.post(address, {"party": door.party_id, **said}).content.decode()
    assert f"{door.code[:5]}-{door.code[5:]}" in page
    assert Event.objects.filter(case=door.party.case, kind="intake.code_given").exists()
    namesake = UserFactory(name="王五", verified=True)
    with pytest.raises(ActionRefused, match="窗口"):
        door_actions.enter_door(door=door, user_id=namesake.pk, by=by_user(namesake), today=TODAY)
    enter(door, wang)


@pytest_db
def test_a_units_code_is_given_to_somebody(luoding: Any, zhang: Any, huang: Any) -> None:
    door = company_door(luoding, zhang, huang)
    with pytest.raises(ActionRefused, match="姓名和证件号码"):
        door_actions.give_code(party=door.party, by=by_user(huang), today=TODAY)
