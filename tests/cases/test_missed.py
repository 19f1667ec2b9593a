"""A term of the court that ran out stays on somebody's list until it is dealt with, whichever it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.access import missed_by
from common.cases.actions import (
    admit,
    close_deadlines,
    deal_with,
    done_late,
    keep_deadlines,
    look_again,
    set_deadline,
    sweep_lapsed,
)
from common.cases.events import SYSTEM, By, Channel, LapseDealt
from common.cases.models import Case, Deadline, Event
from common.cases.rules import HEAD_AFTER, ActionRefused
from common.cases.states import OF_COURT, Capacity, DeadlineState, Holder
from common.law import clock
from common.law.terms import told
from common.people.models import User
from common.people.states import Role
from tests.factories import UserFactory, staff
from tests.factories import court as court_named
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
START, LAPSED = date(2026, 11, 2), date(2026, 12, 8)
LATER = LAPSED + HEAD_AFTER


@pytest.fixture
def case(settings: Any) -> Case:
    settings.EVENT_HANDLERS = []
    return make_case(court=court_named("luoding"))[0]


def missed(case: Case, holder: Holder, term: str = "complaint_copy", subject: str = "") -> Deadline:
    row = set_deadline(case=case, term=term, holder=holder, start=START, by=SYSTEM, subject=subject)
    with clock.at(LAPSED):
        sweep_lapsed(today=LAPSED, by=SYSTEM)
    row.refresh_from_db()
    assert row.state == DeadlineState.LAPSED
    return row


def on_list(user: User, day: date) -> list[Deadline]:
    return list(missed_by(User.objects.get(pk=user.pk), day))


def test_it_lies_with_who_let_it_and_after_three_days_with_the_head_too(case: Case) -> None:
    judge, other = staff(Role.JUDGE, case.court), staff(Role.JUDGE, case.court)
    head, elsewhere = staff(Role.DIVISION_HEAD, case.court), staff(Role.DIVISION_HEAD, court_named("xinxing"))
    admit(case=case, user_id=judge.pk, capacity=Capacity.JUDGE, by=SYSTEM, today=START)
    row = missed(case, Holder.JUDGE, "trial_small_extension")
    assert [on_list(each, LAPSED) for each in (judge, other, head, elsewhere)] == [[row], [], [], []]
    assert [on_list(each, LATER) for each in (judge, other, head, elsewhere)] == [[row], [], [row], []]
    assert on_list(head, LATER - timedelta(days=1)) == []


@pytest.mark.parametrize("holder", sorted(OF_COURT))
def test_no_holder_is_nobody(case: Case, holder: Holder) -> None:
    """Where the case and the court have nobody of the kind, the head of division has it from the first day."""
    head = staff(Role.DIVISION_HEAD, case.court)
    row = missed(case, holder)
    assert on_list(head, LAPSED) == [row]
    if holder in set(Role):
        somebody = staff(Role(holder), case.court)
        wide = holder not in (Holder.JUDGE, Holder.COURT_CLERK)
        assert on_list(somebody, LAPSED) == ([row] if wide else []), "who cannot open the case cannot be asked"
        assert on_list(head, LAPSED) == ([] if wide and holder != Holder.DIVISION_HEAD else [row])


def test_a_party_owes_nobody_anything_more(case: Case) -> None:
    head = staff(Role.DIVISION_HEAD, case.court)
    missed(case, Holder.ALL, "confirmation_application")
    assert on_list(head, LATER) == []


def test_the_act_it_was_set_for_takes_it_off_and_it_stays_missed(case: Case) -> None:
    clerk = staff(Role.CLERK, case.court)
    row, other = missed(case, Holder.CLERK, "filing_review"), missed(case, Holder.CLERK, subject="another")
    close_deadlines(case=case, today=LATER, terms=["filing_review"])
    row.refresh_from_db()
    assert (row.state, row.dealt_on, row.ended_on) == ("lapsed", LATER, LAPSED)
    assert on_list(clerk, LATER) == [other]
    with clock.at(LATER):
        set_deadline(case=case, term=other.term, holder=Holder.CLERK, start=LATER, by=SYSTEM, subject="another")
    assert on_list(clerk, LATER) == [], "set again: there is a new day"


def test_what_was_done_is_said_once_by_whoever_has_it(case: Case) -> None:
    clerk, stranger = staff(Role.CLERK, case.court), staff(Role.CLERK, court_named("xinxing"))
    row = missed(case, Holder.CLERK)
    url = reverse("casefile:deal", args=[case.uid, row.pk])
    with clock.at(LAPSED):
        client = Client()
        client.force_login(stranger)
        assert client.get(url).status_code == 404
        client.force_login(clerk)
        assert row.name in client.get(reverse("workbench:missed")).content.decode()
        assert row.name in client.get("/").content.decode()
        assert client.post(url, {"words": " "}).status_code == 422
        alone = client.post(url, {"words": "11 月 30 日已经当面交给被告。"})
        assert alone.status_code == 422, "they wait: why is it late?"
        passed = {"words": "当面交。", "reason": "busy", "expected_on": START.isoformat()}
        assert client.post(url, passed).status_code == 422, "nobody expects a day that has passed"
        said = {"words": "11 月 30 日已经当面交给被告。", "reason": "busy", "expected_on": LATER.isoformat()}
        assert client.post(url, said).status_code == 302
        assert row.name in client.get("/").content.decode(), "what was done, said once"
        assert row.name not in client.get("/").content.decode()
    row.refresh_from_db()
    assert (row.dealt_by, row.dealt_words, row.dealt_on) == (clerk, "11 月 30 日已经当面交给被告。", LAPSED)
    assert (row.late_reason, row.expected_on) == ("busy", LATER)
    told_ = Event.objects.get(case=case, kind=LapseDealt.kind, actor=clerk)
    assert told_.payload == {"deadline_id": row.pk, "term": row.term, "reason": "busy"}, "codes alone"
    again = deal_with(deadline=row, words="再说一遍", by=By(user_id=clerk.pk, channel=Channel.WEB), today=LATER)
    assert (again.dealt_words, Event.objects.filter(kind=LapseDealt.kind).count()) == (row.dealt_words, 1)


def test_words_are_no_act_and_put_it_off_only(case: Case) -> None:
    """Whoever missed it may say so; as long as the act is not done it is on the list again, and the head's with it."""
    clerk, head = staff(Role.CLERK, case.court), staff(Role.DIVISION_HEAD, case.court)
    row = missed(case, Holder.CLERK)
    again = LAPSED + timedelta(days=15)
    deal_with(deadline=row, words="已知悉。", reason="busy", by=By(user_id=clerk.pk, channel=Channel.WEB), today=LAPSED)
    look_again(today=again - timedelta(days=1))
    assert on_list(clerk, again) == []
    look_again(today=again)
    assert (on_list(clerk, again), on_list(head, again)) == ([row], [row])
    client = Client()
    client.force_login(clerk)
    with clock.at(again):
        page = client.get(reverse("casefile:deal", args=[case.uid, row.pk])).content.decode()
    assert "上次登记的处理情况：已知悉。" in page
    assert "15 日后会再次列出" in page


@pytest.mark.parametrize("ends", ["act", "case", "done late"])
def test_the_act_or_the_end_of_the_case_ends_the_looking(case: Case, ends: str) -> None:
    row = missed(case, Holder.CLERK)
    deal_with(deadline=row, words="正在办。", reason="busy", by=SYSTEM, today=LAPSED)
    if ends == "act":
        close_deadlines(case=case, today=LATER, terms=[row.term])
    elif ends == "done late":
        done_late(case=case, terms=[row.term])
    else:
        Case.objects.filter(pk=case.pk).update(stage="closed", closed_on=LATER, closing="withdrawn")
    assert look_again(today=LAPSED + timedelta(days=60)) == 0
    row.refresh_from_db()
    assert (row.state, row.dealt_on) == ("lapsed", LAPSED)


def test_what_was_done_in_time_after_all_needs_no_words(case: Case) -> None:
    row = missed(case, Holder.CLERK)
    deal_with(deadline=row, words="早已寄出。", reason="busy", by=SYSTEM, today=LAPSED)
    assert keep_deadlines(case=case, terms=[row.term], on=START) == 1
    row.refresh_from_db()
    assert (row.state, row.dealt_on, row.again_on) == ("met", None, None)


def test_only_what_was_missed_is_dealt_with(case: Case) -> None:
    own = missed(case, Holder.ALL, "confirmation_application")
    running = set_deadline(case=case, term="refund", holder=Holder.FINANCE, start=LAPSED, by=SYSTEM)
    for row in (running, own):
        with pytest.raises(ActionRefused, match="没有过期"):
            deal_with(deadline=row, words="办了", by=SYSTEM, today=LATER)


def test_the_home_page_of_a_mediator_has_the_days_of_mediation(case: Case) -> None:
    mediator = UserFactory()
    admit(case=case, user_id=mediator.pk, capacity=Capacity.MEDIATOR, by=SYSTEM, today=START)
    set_deadline(case=case, term="mediation_c_ordinary", holder=Holder.MEDIATOR, start=START, by=SYSTEM)
    client = Client()
    client.force_login(mediator)
    with clock.at(START):
        assert told("mediation_c_ordinary", START) in client.get("/").content.decode()


@pytest.mark.parametrize("holder", ["all", "party"])
def test_the_home_page_of_a_party_has_what_is_everybodys(case: Case, holder: str) -> None:
    zhang = UserFactory(name="张三", verified=True)
    party = case.parties.get(name="张三")
    admit(case=case, user_id=zhang.pk, capacity=Capacity.PARTY, by=SYSTEM, today=START, party=party)
    set_deadline(case=case, term="confirmation_application", holder=Holder(holder), start=START, by=SYSTEM)
    client = Client()
    client.force_login(zhang)
    with clock.at(START):
        assert "共同申请司法确认" in client.get("/").content.decode()
    type(party).objects.filter(pk=party.pk).update(left_on=START)
    with clock.at(LAPSED):
        assert "共同申请司法确认" not in client.get("/").content.decode()
