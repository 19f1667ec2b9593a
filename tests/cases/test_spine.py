"""The spine under one person's hands and under many at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import pytest
from django.db import InternalError, connection, transaction

from common.cases.access import visible_to
from common.cases.actions import (
    admit,
    announce,
    finish_todo,
    give_number,
    open_todo,
    raise_doubts,
    release,
    set_deadline,
    start_deadlines,
    sweep_lapsed,
    undoable,
)
from common.cases.events import (
    REGISTRY,
    SYSTEM,
    Audience,
    By,
    CaseEvent,
    Channel,
    Numbered,
    TodoOpened,
    event,
    payload_of,
    restore,
)
from common.cases.models import Case, Deadline, Event, NumberCounter
from common.cases.queries import search
from common.cases.rules import ActionRefused, Awaited
from common.cases.states import Capacity, Holder, Stage, TodoKind
from common.fields.chains import GENESIS, chained
from common.law import clock
from common.law.papers import PaperKind
from common.people.models import User
from common.people.states import Role
from tests.factories import UserFactory, staff
from tests.factories import court as court_named
from tests.factories.cases import make_case

TODAY = date(2026, 11, 23)
heard: list[str] = []


@event("test.first", audience=Audience.ALL)
class First(CaseEvent):
    amount: int
    on: date
    parties: tuple[int, ...]


@event("test.second", audience=Audience.SIDE)
class Second(CaseEvent):
    party_id: int


@event("test.third", audience=Audience.STAFF)
class Third(CaseEvent):
    pass


def answer(record: Event, happened: CaseEvent) -> None:
    """First leads to Third; whoever handles Second hears of it before Third: first announced, first handled."""
    heard.append(record.kind)
    if isinstance(happened, First):
        announce(case=record.case, event=Third(), by=SYSTEM)


@pytest.fixture
def court(db):
    return court_named("luoding")


@pytest.fixture
def case(court, settings):
    settings.EVENT_HANDLERS = []
    return make_case(court=court)[0]


@pytest.mark.django_db
def test_each_link_of_the_chain_follows_from_the_exact_text_before_it(case):
    with clock.at(TODAY):
        for _ in range(3):
            announce(case=case, event=Third(), by=SYSTEM)
    previous = GENESIS
    for seq, row in enumerate(Event.objects.filter(case=case).order_by("seq"), start=1):
        assert (row.seq, row.previous, row.hash) == (seq, previous, chained(previous, row.body))
        previous = row.hash
    case.refresh_from_db()
    assert (case.last_seq, case.last_hash) == (3, previous)


@pytest.mark.django_db
def test_the_payload_is_made_by_the_database_from_the_hashed_text_and_restores_the_event(case):
    happened = First(amount=12860050, on=TODAY, parties=(1, 2))
    row = announce(case=case, event=happened, by=SYSTEM)
    row.refresh_from_db()
    assert row.payload == {"amount": 12860050, "on": "2026-11-23", "parties": [1, 2]} == payload_of(happened)
    assert restore(row.kind, row.payload) == happened


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["update cases_event set channel = 'web'", "delete from cases_event"])
def test_what_happened_cannot_be_changed_or_taken_away(case, change):
    announce(case=case, event=Third(), by=SYSTEM)
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.django_db
def test_reactions_run_in_the_order_things_were_announced(court, settings):
    settings.EVENT_HANDLERS = ["tests.cases.test_spine.answer"]
    case, *_ = make_case(court=court)
    heard.clear()
    announce(case=case, event=First(amount=1, on=TODAY, parties=()), by=SYSTEM)
    assert heard == ["test.first", "test.third"]


@pytest.mark.django_db
def test_what_is_taken_back_is_not_handled(court, settings):
    settings.EVENT_HANDLERS = ["tests.cases.test_spine.take_back"]
    case, *_ = make_case(court=court)
    heard.clear()
    announce(case=case, event=Third(), by=SYSTEM)
    assert heard == ["test.third"]
    assert list(Event.objects.filter(case=case).values_list("kind", flat=True)) == ["test.third"]


def take_back(record: Event, happened: CaseEvent) -> None:
    heard.append(record.kind)
    if isinstance(happened, Third):
        with suppress(ActionRefused), undoable():
            announce(case=record.case, event=First(amount=1, on=TODAY, parties=()), by=SYSTEM)
            raise ActionRefused("不行")


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_twenty_links_and_twenty_numbers_without_a_gap(settings):
    settings.EVENT_HANDLERS = []
    court = court_named("luoding")
    case, *_ = make_case(court=court)
    others = [make_case(court=court)[0].pk for _ in range(20)]

    def one(pk: int) -> None:
        try:
            announce(case=case, event=Third(), by=SYSTEM)
            give_number(case=Case.objects.get(pk=pk), kind="民初", by=SYSTEM, today=TODAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, others))
    assert list(Event.objects.filter(case=case).order_by("seq").values_list("seq", flat=True)) == list(range(1, 21))
    serials = Case.objects.filter(pk__in=others).values_list("numbers__serial", flat=True)
    assert sorted(serials) == list(range(1, 21))
    assert NumberCounter.objects.get(court=court, year=2026, kind="民初").last == 20


@pytest.mark.django_db
def test_a_number_is_given_once_and_found_as_people_type_it(case):
    number = give_number(case=case, kind="民初", by=SYSTEM, today=TODAY)
    assert give_number(case=case, kind="民初", by=SYSTEM, today=TODAY) == number
    assert number.text == "（2026）粤5381民初1号"
    for typed in ("(2026)粤5381民初1号", "2026 粤5381 民初 1", "（２０２６）粤5381民初1号", "张三", "李四", "民间借贷"):
        assert list(search(Case.objects.all(), typed)) == [case], typed
    assert not search(Case.objects.all(), "王五").exists()


@pytest.mark.django_db
def test_a_term_from_receipt_has_no_day_until_service_is_recorded(case):
    row = set_deadline(
        case=case, term="fee_payment", holder=Holder.PARTY, awaits=Awaited(PaperKind.FEE_NOTICE, 1), by=SYSTEM
    )
    assert (row.state, row.due) == ("waiting", None)
    assert sweep_lapsed(today=date(2030, 1, 1), by=SYSTEM) == 0
    start_deadlines(case=case, awaits=Awaited(PaperKind.FEE_NOTICE, 1), start=date(2026, 9, 28), by=SYSTEM)
    row.refresh_from_db()
    # National Day: the seventh day falls in the holiday, so the first working day after it (民诉法85).
    assert (row.state, row.due) == ("open", date(2026, 10, 8))
    assert sweep_lapsed(today=date(2026, 10, 8), by=SYSTEM) == 0
    assert sweep_lapsed(today=date(2026, 10, 9), by=SYSTEM) == 1
    assert sweep_lapsed(today=date(2026, 10, 9), by=SYSTEM) == 0
    row.refresh_from_db()
    assert row.state == "lapsed"


@pytest.mark.django_db
def test_setting_a_term_again_replaces_the_open_one(case):
    set_deadline(case=case, term="correction", holder=Holder.PARTY, start=TODAY, by=SYSTEM)
    second = set_deadline(case=case, term="correction", holder=Holder.PARTY, start=TODAY, amount=15, by=SYSTEM)
    assert second.due == date(2026, 12, 8)
    assert list(Deadline.objects.order_by("pk").values_list("state", flat=True)) == ["void", "open"]


@pytest.mark.django_db
def test_who_sees_a_case(court, settings):
    settings.EVENT_HANDLERS = []
    zhang, stranger = UserFactory(name="张三", verified=True), UserFactory(name="路人")
    clerk, judge = staff(Role.CLERK, court, name="黄立案"), staff(Role.JUDGE, court, name="陈法官")
    elsewhere = staff(Role.CLERK, court_named("xinxing"), name="邻县立案")
    case, first, _ = make_case(court=court, claimant_user=zhang)
    admit(case=case, user_id=zhang.pk, capacity=Capacity.PARTY, by=SYSTEM, today=TODAY, party=first)

    def sees(user) -> bool:
        return visible_to(User.objects.get(pk=user.pk), TODAY).filter(pk=case.pk).exists()

    assert {u.name: sees(u) for u in (zhang, stranger, clerk, judge, elsewhere)} == {
        "张三": True,
        "路人": False,
        "黄立案": True,
        "陈法官": False,
        "邻县立案": False,
    }
    admit(case=case, user_id=judge.pk, capacity=Capacity.JUDGE, by=SYSTEM, today=TODAY)
    assert sees(judge)
    release(case=case, capacity=Capacity.JUDGE, by=SYSTEM, today=TODAY)
    assert not sees(judge)


@pytest.mark.django_db
def test_a_to_do_is_opened_once_while_it_is_open(case):
    for _ in range(2):
        open_todo(case=case, kind=TodoKind.ASSIGN, words="没有可分案的团队", by=SYSTEM, today=TODAY)
    assert case.todos.count() == 1
    assert Event.objects.filter(case=case, kind=TodoOpened.kind).count() == 1


@pytest.mark.django_db
def test_each_doubt_waits_for_itself(case):
    """Two people who may stand on both sides are two questions: an answer to one is none to the other."""
    doubts = ["原告张三与被告张三", "代理人王五与被告王五"]
    raise_doubts(case=case, doubts=doubts, by=SYSTEM, today=TODAY)
    raise_doubts(case=case, doubts=doubts, by=SYSTEM, today=TODAY)
    assert [todo.words for todo in case.todos.order_by("pk")] == [
        f"{each}同名，请核对是不是同一个人。" for each in doubts
    ]
    finish_todo(case=case, kind=TodoKind.SAME_PERSON, subject=doubts[0], by=SYSTEM, today=TODAY)
    assert [todo.subject for todo in case.todos.filter(done_on=None)] == doubts[1:]


@pytest.mark.django_db
def test_an_ended_case_without_its_day_is_refused_by_the_database(case):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="case_ended_has_day"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(stage=Stage.CLOSED)


def test_no_event_carries_names_or_free_text():
    for kind, cls in REGISTRY.items():
        fields = getattr(cls, "__dataclass_fields__", {})
        assert not {"name", "text", "words", "phone", "address", "id_number", "message"} & set(fields), kind


def test_an_event_kind_is_declared_once():
    with pytest.raises(TypeError, match="declared twice"):

        @event(Numbered.kind)
        class Another(CaseEvent):
            pass


def test_channels_say_who_acted():
    assert SYSTEM.is_system
    assert not By(user_id=3, channel=Channel.WEB).is_system
