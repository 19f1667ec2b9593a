"""Agents named in the course of a case, at both doors; codes for parties without account."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common.cases.access import disposes, looker, may_dispose, party_for, visible_to
from common.cases.actions import add_representation, ask_about_posts
from common.cases.models import Case, Event, Todo
from common.cases.rules import ActionRefused
from common.cases.states import Authority, Disposal
from common.documents.models import Document
from common.law import clock
from common.people.models import Membership, User
from common.people.states import Role
from intake.agents import actions as agents_actions
from intake.door import actions as door_actions
from intake.door.models import DefendantDoor
from intake.mandates.models import Mandate
from intake.mandates.rules import POWERS
from intake.mandates.states import Relation
from intake.review import actions as review_actions
from tests.factories import UserFactory
from tests.factories.intake import TODAY, by_user, make_filing

HANDLERS = list(project.EVENT_HANDLERS)


pytest_db = pytest.mark.django_db


@pytest.fixture
def case(settings: Any, luoding: Any, zhang: Any, li: Any, huang: Any) -> Case:
    """Registered; 李四 came in by his code."""
    settings.EVENT_HANDLERS = HANDLERS
    filing = make_filing(user=zhang, court=luoding)
    review_actions.register(filing=filing, by=by_user(huang), today=TODAY)
    door = DefendantDoor.objects.get(party__case=filing.case_id)
    door_actions.enter_door(door=door, user_id=li.pk, by=by_user(li), today=TODAY)
    return Case.objects.get(pk=filing.case_id)


@pytest.fixture
def lawyer(db: None) -> Any:
    return UserFactory(name="周律师", phone="13800000077", verified=True)


def paper(name: str) -> SimpleUploadedFile:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Title"] = name
        made.save(out)
    return SimpleUploadedFile(f"{name}.pdf", out.getvalue(), "application/pdf")


def given(**more: Any) -> dict[str, Any]:
    return {
        "once": str(uuid4()),
        "name": "周律师",
        "phone": "13800000077",
        "relation": "lawyer",
        "unit": "云浮某律师事务所",
        "authority": "general",
        "mandate": paper("委托书"),
        "proof": paper("执业证"),
        **more,
    }


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest_db
def test_a_defendants_agent_is_named_checked_and_comes_in(case: Case, li: Any, huang: Any, lawyer: Any) -> None:
    theirs = signed_in(li)
    address = reverse("intake:agents", args=[case.uid])
    assert "委托代理人" in theirs.get(f"/cases/{case.uid}/").content.decode()
    page = theirs.post(address, given(), follow=True).content.decode()
    assert "等待法院核对" in page
    assert not visible_to(lawyer, TODAY).exists()
    assert "委托代理人的手续" in Todo.objects.get(case=case, what="intake.mandates", done_on=None).words

    desk = signed_in(huang)
    checking = reverse("intake:mandates", args=[case.uid])
    row = Mandate.objects.get()
    assert "周律师" in desk.get(checking).content.decode()
    assert desk.post(checking, {"act": "refuse", "pk": row.pk, f"m{row.pk}-words": ""}).status_code == 422
    desk.post(checking, {"act": "confirm", "pk": row.pk})
    assert visible_to(lawyer, TODAY).get() == case
    assert party_for(case, lawyer, TODAY) == case.parties.get(side="respondent")
    assert not may_dispose(case, lawyer, Disposal.SETTLE, TODAY)
    assert not Todo.objects.filter(case=case, what="intake.mandates", done_on=None).exists()
    assert "代理人姓名" not in signed_in(lawyer).get(address).content.decode()  # an agent names no agent
    with pytest.raises(ActionRefused, match="已登记"):
        agents_actions.confirm_mandate(mandate=row, by=by_user(huang), today=TODAY)

    speaker = case.parties.get(side="respondent").representations.get()
    release = reverse("intake:agent_release", args=[case.uid, speaker.pk])
    assert "解除对周律师的委托" in theirs.get(release).content.decode()
    theirs.post(release)
    assert not visible_to(lawyer, TODAY).exists()
    kinds = list(Event.objects.filter(case=case, kind__startswith="intake.agent").values_list("kind", flat=True))
    assert kinds == ["intake.agent_recorded", "intake.agent_released"]
    assert "没有代理人" in theirs.get(address).content.decode()


@pytest_db
def test_both_sides_name_an_agent_and_neither_stands_behind_the_other(
    case: Case, zhang: Any, li: Any, huang: Any
) -> None:
    """A to-do a party: the one that is decided goes, the other stays until it is."""
    address = reverse("intake:agents", args=[case.uid])
    for user, agent, phone in ((zhang, "周律师", "13800000077"), (li, "吴律师", "13800000078")):
        signed_in(user).post(address, given(name=agent, phone=phone))
    waits = Todo.objects.filter(case=case, what="intake.mandates", done_on=None).order_by("pk")
    assert [each.words[:2] for each in waits] == ["张三", "李四"]
    row = Mandate.objects.get(name="周律师")
    signed_in(huang).post(reverse("intake:mandates", args=[case.uid]), {"act": "confirm", "pk": row.pk})
    assert [each.words[:2] for each in waits.all()] == ["李四"]


@pytest_db
def test_what_is_missing_is_said_at_the_field(case: Case, zhang: Any) -> None:
    mine = signed_in(zhang)
    address = reverse("intake:agents", args=[case.uid])
    answer = mine.post(address, given(authority="special"))
    assert answer.status_code == 422
    assert "全权代理" in answer.content.decode()
    assert "请上传" in mine.post(address, {"once": str(uuid4())}).content.decode()
    mine.post(address, given(authority="special", powers=[POWERS[3]]))
    assert Mandate.objects.get().powers == [POWERS[3]]


@pytest_db
def test_sent_back_with_words_and_taken_back(case: Case, zhang: Any, huang: Any, lawyer: Any) -> None:
    mine = signed_in(zhang)
    address = reverse("intake:agents", args=[case.uid])
    mine.post(address, given())
    row = Mandate.objects.get()
    desk = signed_in(huang)
    desk.post(
        reverse("intake:mandates", args=[case.uid]),
        {"act": "refuse", "pk": row.pk, f"m{row.pk}-words": "委托书没有签名。"},
    )
    assert "委托书没有签名" in mine.get(address).content.decode()
    mine.post(address, given(mandate=paper("签了名的委托书")))
    again = Mandate.objects.get(state="waiting")
    mine.post(reverse("intake:mandate_take_back", args=[case.uid, again.pk]))
    again.refresh_from_db()
    assert again.state == "revoked"
    assert not Todo.objects.filter(case=case, what="intake.mandates", done_on=None).exists()


@pytest_db
def test_at_the_window_it_is_recorded_at_once(case: Case, huang: Any) -> None:
    """李四 comes with the paper; the lawyer has no account yet and is linked later."""
    clock.set_process_clock(None)
    window = signed_in(huang)
    party = case.parties.get(side="respondent")
    window.post(
        f"/counter/cases/{case.uid}/",
        {"party": str(party.pk), "came": "self", "name": "李四", "shown": "id_card", "checked": "on"},
    )
    page = window.post(reverse("intake:agents", args=[case.uid]), given(), follow=True).content.decode()
    assert "代理人已登记" in page
    speaker = party.representations.get()
    assert speaker.user is None
    with pytest.raises(ActionRefused, match="先注册"):
        agents_actions.link_agent(representation=speaker, by=by_user(huang), today=TODAY)
    lawyer = UserFactory(name="周律师", phone="13800000077", verified=True)
    agents_actions.link_agent(representation=speaker, by=by_user(huang), today=TODAY)
    assert visible_to(lawyer, TODAY).get() == case


@pytest_db
def test_nobody_speaks_for_both_sides(case: Case, zhang: Any, li: Any, huang: Any, lawyer: Any) -> None:
    for user in (zhang, li):
        signed_in(user).post(reverse("intake:agents", args=[case.uid]), given())
    first, second = Mandate.objects.order_by("pk")
    agents_actions.confirm_mandate(mandate=first, by=by_user(huang), today=TODAY)
    with pytest.raises(ActionRefused, match="其他身份"):
        agents_actions.confirm_mandate(mandate=second, by=by_user(huang), today=TODAY)


@pytest_db
def test_a_double_click_names_once(case: Case, zhang: Any) -> None:
    posted, mine = given(), signed_in(zhang)
    for _ in range(2):
        fresh = posted | {"mandate": paper("委托书"), "proof": paper("执业证")}
        mine.post(reverse("intake:agents", args=[case.uid]), fresh)
    assert Mandate.objects.count() == 1
    assert Authority(Mandate.objects.get().authority) is Authority.GENERAL
    assert Relation(Mandate.objects.get().relation) is Relation.LAWYER


@pytest_db
def test_files_of_an_agent_who_is_refused_are_not_kept(case: Case, zhang: Any) -> None:
    """Two may be named: the third is refused, and so is a mandate whose proof cannot be taken."""
    mine, address = signed_in(zhang), reverse("intake:agents", args=[case.uid])
    for number in (1, 2):
        two = {"mandate": paper(f"委托书{number}"), "proof": paper(f"执业证{number}")}
        assert (
            mine.post(address, given(name="周" + "一二"[number - 1], phone=f"1380000007{number}", **two)).status_code
            == 302
        )
    kept = Document.objects.count()
    assert mine.post(address, given(name="周三", phone="13800000073")).status_code == 422
    assert Document.objects.count() == kept
    broken = SimpleUploadedFile("执业证.pdf", b"not a paper", "application/pdf")
    answer = mine.post(address, given(proof=broken))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["proof"]
    assert Document.objects.count() == kept


@pytest_db
def test_who_filed_on_paper_is_linked_later(settings: Any, luoding: Any, huang: Any, zhang: Any) -> None:
    settings.EVENT_HANDLERS = HANDLERS
    filing = make_filing(user=huang, court=luoding, channel="counter")
    desk = signed_in(huang)
    address = reverse("intake:codes", args=[filing.case.uid])
    claimant = filing.case.parties.get(side="claimant")
    assert desk.post(address, {"party": claimant.pk}).status_code == 422
    shown = desk.post(address, {"party": claimant.pk, f"p{claimant.pk}-checked": "on"}).content.decode()
    door = DefendantDoor.objects.get(party=claimant)
    assert f"{door.code[:5]}-{door.code[5:]}" in shown
    stranger = UserFactory(verified=True)
    with pytest.raises(ActionRefused):
        door_actions.enter_door(door=door, user_id=stranger.pk, by=by_user(stranger), today=TODAY)
    mine = signed_in(zhang)
    mine.post(reverse("intake:door"), {"code": door.code, "name": "张三", "identity": "31002X"})
    entered = mine.post(reverse("intake:door_enter"))
    assert entered["Location"] == f"/cases/{filing.case.uid}/"
    assert visible_to(zhang, TODAY).get() == filing.case
    with pytest.raises(ActionRefused, match="已经关联"):
        door_actions.give_code(party=claimant, by=by_user(huang), today=TODAY)


@pytest_db
@pytest.mark.parametrize("role", list(Role))
def test_whoever_holds_a_post_in_a_court_is_nobodys_agent(case: Case, li: Any, lawyer: Any, role: Role) -> None:
    """解释84: refused when named, with the words at the field, and when the account is linked later."""
    party = case.parties.get(side="respondent")
    named = add_representation(
        party=party, name=lawyer.name, phone=lawyer.phone, unit="", authority="general", powers=[], since=TODAY
    )
    Membership.objects.create(user=lawyer, court=case.court, role=role, since=TODAY)
    page = signed_in(li).post(reverse("intake:agents", args=[case.uid]), given())
    assert "法院工作人员不能当代理人" in page.content.decode()
    assert not Mandate.objects.exists()
    with pytest.raises(ActionRefused, match="法院工作人员"):
        agents_actions.link_agent(representation=named, by=by_user(li), today=TODAY)
    with pytest.raises(ActionRefused, match="法院工作人员"):
        add_representation(
            party=party,
            name=lawyer.name,
            phone=lawyer.phone,
            unit="",
            authority="general",
            powers=[],
            since=TODAY,
            user_id=lawyer.pk,
        )


@pytest_db
def test_an_account_nobody_checked_is_known_by_its_number(case: Case, li: Any) -> None:
    """解释84: a counsellor's account has no real-name check; its number is typed as the agent's."""
    counsellor = UserFactory(name="周律师", phone="13800000077")
    Membership.objects.create(user=counsellor, court=case.court, role=Role.COUNSELLOR, since=TODAY)
    page = signed_in(li).post(reverse("intake:agents", args=[case.uid]), given()).content.decode()
    assert "法院工作人员不能当代理人" in page
    assert not Mandate.objects.exists()


@pytest_db
def test_an_agent_who_is_given_a_post_speaks_for_nobody_from_that_day_on(
    settings: Any, case: Case, li: Any, lawyer: Any, huang: Any
) -> None:
    """Also before the second factor that opens the post; a clerk hears of it once."""
    settle = {"authority": "special", "powers": ["代为和解"]}
    signed_in(li).post(reverse("intake:agents", args=[case.uid]), given(**settle))
    agents_actions.confirm_mandate(mandate=Mandate.objects.get(), by=by_user(huang), today=TODAY)
    party = case.parties.get(side="respondent")
    assert may_dispose(case, lawyer, Disposal.SETTLE, TODAY)
    assert ask_about_posts(today=TODAY) == 0
    Membership.objects.create(user=lawyer, court=case.court, role=Role.CLERK, since=TODAY)
    settings.STAFF_SECOND_FACTOR = True
    now = User.objects.get(pk=lawyer.pk)
    assert not may_dispose(case, now, Disposal.SETTLE, TODAY)
    assert not disposes(party, by_user(now), Disposal.SETTLE, TODAY)
    assert not visible_to(now, TODAY).exists()
    assert not looker(case, now, TODAY).sees
    assert signed_in(now).get(f"/cases/{case.uid}/").status_code == 404
    assert [ask_about_posts(today=TODAY) for _ in range(2)] == [1, 0]
    assert "周律师在法院任职，不能再代理" in Todo.objects.get(case=case, what="seat", done_on=None).words


@pytest_db
@pytest.mark.parametrize("gone", ["closed", "left"])
def test_no_agent_is_recorded_where_nothing_goes_on(case: Case, zhang: Any, huang: Any, gone: str) -> None:
    """What waited when the case ended, or when its party left, is refused in words; the clerk may say what became."""
    signed_in(zhang).post(reverse("intake:agents", args=[case.uid]), given())
    mandate = Mandate.objects.get()
    if gone == "closed":
        Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=TODAY, closing="withdrawn")
    else:
        case.parties.filter(pk=mandate.party_id).update(left_on=TODAY)
    desk, address = signed_in(huang), reverse("intake:mandates", args=[case.uid])
    page = desk.post(address, {"act": "confirm", "pk": mandate.pk}, follow=True).content.decode()
    assert ("案件已经结束" if gone == "closed" else "已经退出本案") in page
    mandate.refresh_from_db()
    assert mandate.state == "waiting"
    assert not case.parties.filter(representations__isnull=False).exists()
    agents_actions.refuse_mandate(mandate=mandate, words="案件已经结束", by=by_user(huang), today=TODAY)
    mandate.refresh_from_db()
    assert mandate.state == "refused"
