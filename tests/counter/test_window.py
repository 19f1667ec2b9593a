"""张三 has no phone and comes to the window: the clerk does there what he could do himself, and nothing is lost."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from common.cases.actions import add_representation
from common.cases.events import SYSTEM
from common.cases.models import Case, Event, Party, Representation, Todo
from common.cases.states import TodoKind
from common.delivery.models import Service
from common.law import clock
from common.people.models import User
from common.people.states import Role
from fees.charging.actions import open_fee
from tests.factories import UserFactory, court, fictitious_id, staff
from tests.factories.triage import DAY, make_team, paying_case
from yunfu_court.counter.actions import close_left
from yunfu_court.counter.models import Visit

pytestmark = pytest.mark.django_db

COME = {"came": "self", "name": "张三", "shown": "id_card", "checked": "on"}


@pytest.fixture
def suit() -> Case:
    """张三 v. 李四, registered, waiting for the fee; nobody has an account."""
    make_team()
    case, _, _ = paying_case()
    open_fee(case=case, by=SYSTEM, today=DAY)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def clerk(suit: Case) -> User:
    return staff(Role.CLERK, suit.court, name="黄立案")


@pytest.fixture
def window(client: Client, clerk: User) -> Client:
    clock.set_process_clock(None)
    client.force_login(clerk)
    return client


def come(window: Client, case: Case, **more: str) -> str:
    party = case.parties.get(side="claimant")
    answer = window.post(f"/counter/cases/{case.uid}/", {**COME, "party": str(party.pk), **more}, follow=True)
    return answer.content.decode()


def paper() -> SimpleUploadedFile:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out)
    return SimpleUploadedFile("签名.pdf", out.getvalue(), "application/pdf")


def test_the_claimant_stands_first_whoever_was_written_last(window: Client, suit: Case) -> None:
    """Both are the first of their side: the order is not that in which their rows were last written, nor left to how
    the database looks for them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    for name in ("李四", "张三"):
        Party.objects.filter(case=suit, name=name).update(address="罗定市罗城街道")
        page = window.get(f"/counter/cases/{suit.uid}/").content.decode()
        assert 0 < page.index("为原告张三登记代理人") < page.index("为被告李四登记代理人")


def test_the_clerk_does_what_the_person_could(window: Client, suit: Case, clerk: User) -> None:
    assert "当事人来窗口办理" in window.get(f"/cases/{suit.uid}/").content.decode()
    assert window.get(f"/triage/cases/{suit.uid}/withdraw/").status_code in (403, 404)

    page = come(window, suit)
    assert "正在为张三办理" in page
    assert "申请撤诉" in page
    assert "当事人来窗口办理" not in page
    assert "拟驳回起诉" not in page, "what is the court's own rests while the clerk stands in for a party"
    done = window.post(f"/triage/cases/{suit.uid}/withdraw/", {"agreed": "on"}, follow=True)
    assert done.status_code == 200
    event = Event.objects.get(case=suit, kind="triage.withdrawal_sought")
    assert (event.channel, event.actor, event.party) == ("counter", clerk, suit.parties.get(side="claimant"))


def test_a_visit_with_acts_ends_with_the_signed_paper(window: Client, suit: Case) -> None:
    come(window, suit)
    window.post(f"/triage/cases/{suit.uid}/withdraw/", {"agreed": "on"})
    page = window.get("/counter/end/").content.decode()
    assert "张三" in page
    assert "居民身份证原件" in page
    refused = window.post("/counter/end/", {})
    assert "请上传" in refused.content.decode()
    assert Visit.objects.get().closed_on is None

    window.post("/counter/end/", {"scan": paper()}, follow=True)
    visit = Visit.objects.get()
    assert visit.closed_on is not None
    assert visit.acts == 1
    assert visit.scan is not None
    assert "正在为张三办理" not in window.get(f"/cases/{suit.uid}/").content.decode()
    assert window.get(f"/triage/cases/{suit.uid}/withdraw/").status_code in (403, 404)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.update(scan=None)


def test_acts_without_the_signed_paper_are_a_to_do_from_the_next_day(window: Client, suit: Case, clerk: User) -> None:
    """The case's clerks read of whom and when; it is done with the paper, and once looked into never asked again."""
    colleague, open_ = staff(Role.CLERK, suit.court, name="梁窗口"), Todo.objects.filter(what=TodoKind.UNSIGNED_VISIT)
    with clock.at(DAY):
        come(window, suit)
        window.post(f"/triage/cases/{suit.uid}/withdraw/", {"agreed": "on"})
        assert close_left(today=DAY) == 0
        assert not open_.exists(), "the person may still be there"
    later = DAY + timedelta(days=1)
    with clock.at(later):
        for _ in range(2):
            assert close_left(today=later) == 0
        todo = open_.get(done_on=None)
        assert "黄立案" in todo.words
        assert "为张三代办了 1 项" in todo.words
        assert len(todo.words) < 200
        helper = Client()
        helper.force_login(colleague)
        assert "没有上传当事人当面签名的材料" in helper.get(f"/cases/{suit.uid}/").content.decode()
        window.post("/counter/end/", {"scan": paper()}, follow=True)
        assert Visit.objects.get().scan is not None
        assert open_.get().done_on == later
        assert close_left(today=later) == 0
        assert open_.count() == 1


def test_a_visit_without_acts_needs_no_paper(window: Client, suit: Case) -> None:
    come(window, suit)
    window.post("/counter/end/", {})
    assert (Visit.objects.get().acts, Visit.objects.get().scan) == (0, None)


def test_an_agent_with_general_authority_cannot_withdraw_at_the_window_either(window: Client, suit: Case) -> None:
    on_file(suit, "周律师")
    assert "授权委托书和代理人身份证件" in come(window, suit, came="general", name="周律师")
    page = come(window, suit, came="general", name="周律师", shown="power")
    assert "正在为张三办理" in page
    assert "申请撤诉" not in page
    assert window.post(f"/triage/cases/{suit.uid}/withdraw/", {"agreed": "on"}).status_code in (403, 404)


def test_who_comes_as_the_party_is_the_party(window: Client, suit: Case) -> None:
    """A name that is not the party's is an agent's, whose power of attorney the clerk looks at."""
    page = come(window, suit, name="李四")
    assert "当事人本人是“张三”" in page
    assert not Visit.objects.exists()
    party = suit.parties.get(side="claimant")
    party.kind, party.name, party.legal_representative = "legal", "云浮石材有限公司", "赵六"
    party.save()
    assert "营业执照" in come(window, suit, name="赵六")
    assert "单位的法定代表人是“赵六”" in come(window, suit, name="张三", shown="licence")
    come(window, suit, name="赵 六", shown="licence")
    assert Visit.objects.get().party == party


def on_file(case: Case, name: str, *, side: str = "claimant", authority: str = "general", seen: bool = True) -> None:
    add_representation(
        party=case.parties.get(side=side),
        name=name,
        phone="13700000009",
        unit="",
        authority=authority,
        powers=[],
        since=DAY,
        checked_on=DAY if seen else None,
    )


@pytest.mark.parametrize(
    ("authority", "seen", "came", "comes"),
    [
        ("special", True, "special", True),
        ("special", True, "general", True),
        ("general", True, "general", True),
        ("general", True, "special", False),
        ("special", False, "special", False),
        ("general", False, "general", False),
        ("", True, "general", False),
        ("", True, "special", False),
    ],
)
def test_an_agent_at_the_window_is_on_file_with_that_power(
    window: Client, suit: Case, authority: str, seen: bool, came: str, comes: bool
) -> None:
    """民诉法62: as at every other door, by a mandate whose original the court has seen."""
    if authority:
        on_file(suit, "周律师", authority=authority, seen=seen)
    page = come(window, suit, came=came, name="周律师", shown="power")
    assert ("正在为张三办理" in page) is comes
    assert ("没有登记过这位" in page) is not comes
    assert Visit.objects.exists() is comes


def test_nobody_of_the_other_side_stands_at_the_window(window: Client, suit: Case) -> None:
    """李四 is sued by 张三; 张三 comes with a mandate of 李四's, and so does his former agent."""
    first, other = suit.parties.get(side="claimant"), suit.parties.get(side="respondent")
    Representation.objects.create(
        party=other, name="张三", authority="special", since=DAY, checked_on=DAY
    )  # as it came to the file by whatever way
    come_as = {"party": str(other.pk), "came": "special", "shown": "power"}
    assert "来人与原告张三同名" in come(window, suit, name="张三", **come_as)
    first.set_identity(id_number=fictitious_id(11), phone="")
    first.save()
    assert "来人与原告张三同名" in come(window, suit, name="张三", number=fictitious_id(11), **come_as)
    assert not Visit.objects.exists()
    assert "正在为李四办理" in come(window, suit, name="张三", number=fictitious_id(12), **come_as)
    window.post("/counter/end/", {})

    on_file(suit, "周律师")
    suit.parties.get(side="claimant").representations.update(until=DAY)
    Representation.objects.create(party=other, name="周律师", authority="general", since=DAY, checked_on=DAY)
    page = come(window, suit, name="周律师", **{**come_as, "came": "general"})
    assert "来人与原告张三的代理人周律师同名" in page


def test_who_heads_the_claimant_company_does_not_come_for_the_sued_one(window: Client, suit: Case) -> None:
    """The name the other side typed as the company's head neither opens the window nor shuts it: the licence does."""
    other = suit.parties.get(side="respondent")
    other.kind, other.name, other.legal_representative = "legal", "云浮石材有限公司", "王五"
    other.save()
    assert "营业执照" in come(window, suit, party=str(other.pk), name="王五")
    assert "来人与原告张三同名" in come(window, suit, party=str(other.pk), name="张三", shown="licence")
    assert "正在为云浮石材有限公司办理" in come(window, suit, party=str(other.pk), name="赵六", shown="licence")


def test_an_agent_who_comes_for_the_first_time_is_recorded_from_the_originals(window: Client, suit: Case) -> None:
    address = f"/intake/desk/{suit.uid}/agents/{suit.parties.get(side='claimant').pk}/record/"
    assert address in window.get(f"/counter/cases/{suit.uid}/").content.decode()
    form = {
        "once": str(uuid4()),
        "name": "周律师",
        "phone": "13700000009",
        "relation": "lawyer",
        "authority": "special",
    }
    form |= {"powers": ["代为和解"], "unit": "云浮律所"}
    unseen = window.post(address, form | {"mandate": paper(), "proof": paper()})
    assert unseen.status_code == 422
    assert not Representation.objects.exists()
    done = window.post(address, form | {"mandate": paper(), "proof": paper(), "seen": "on"})
    assert (done.status_code, done["Location"]) == (302, f"/counter/cases/{suit.uid}/")
    row = Representation.objects.get()
    assert (row.name, row.checked_on is not None, row.authority) == ("周律师", True, "special")
    assert "正在为张三办理" in come(window, suit, came="special", name="周律师", shown="power")
    assert window.get(f"/intake/filed/{suit.uid}/agents/").status_code == 404  # an agent names no agent


def test_one_person_at_a_time(window: Client, suit: Case) -> None:
    other, _, _ = paying_case(claimant="王五")
    come(window, suit)
    answer = window.get(f"/counter/cases/{other.uid}/", follow=True).content.decode()
    assert "您正在为张三代办，请先结束" in answer
    assert Visit.objects.count() == 1


def test_the_window_is_of_this_case_only(window: Client, suit: Case) -> None:
    other, _, _ = paying_case(claimant="王五")
    come(window, suit)
    page = window.get(f"/cases/{other.uid}/").content.decode()
    assert "申请撤诉" not in page
    assert "当事人来窗口办理" in page


def test_nobody_else_sits_at_the_window(client: Client, suit: Case) -> None:
    address = f"/counter/cases/{suit.uid}/"
    for person, status in (
        (UserFactory(), 403),
        (staff(Role.JUDGE, suit.court), 403),
        (staff(Role.CLERK, court("luoding") if suit.court.slug != "luoding" else court("xinxing")), 404),
    ):
        client.force_login(person)
        assert client.get(address).status_code == status


def test_papers_that_lie_at_the_court_are_handed_over_in_the_visit(window: Client, suit: Case) -> None:
    mine = list(Service.objects.filter(case=suit, party__side="claimant", state="pending"))
    assert mine, "the fee notice waits"
    url = f"/delivery/{mine[0].uid}/collect/"
    assert window.get(url).status_code == 404, "nobody came"
    assert "把文书交给来人" in come(window, suit)
    asked = window.get(url).content.decode()
    assert "来人是张三" in asked
    wrong = window.post(url, {"identity": "12", "checked": "on"})
    assert (wrong.status_code, "证件号码的后 4 位" in wrong.content.decode()) == (422, True)
    last = mine[0].party.id_number[-4:] or "0012"
    given = {"identity": last, "checked": "on", "together": [row.uid for row in mine[1:]]}
    page = window.post(url, given, follow=True).content.decode()
    assert "已登记交给张三" in page
    assert "把文书交给来人" not in page
    row = Service.objects.get(pk=mine[0].pk)
    assert (row.state, row.method) == ("served", "counter")
    assert "张三（本人）签收" in row.proof
    assert "张三已收到" in window.get("/counter/end/").content.decode(), "the person signs for it at the end"
