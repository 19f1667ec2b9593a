"""A seat in a case opens it while it rests on something: a post held today, a roster entry, a mediation that runs, work
still to be done. Asked at every question of sight: the list, the page of the case, its files, its terms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from common.cases.access import keeps, looker, readable, visible_to
from common.cases.actions import admit, open_todo, set_deadline
from common.cases.events import SYSTEM
from common.cases.models import Case, Event, Participation
from common.cases.states import Capacity, Closing, Holder, Stage, TodoKind
from common.law import clock
from common.people.models import Membership, User
from common.people.states import Role
from mediation.course.actions import decline
from mediation.course.models import Mediation
from mediation.course.states import EndReason, MediationState
from tests.factories import staff
from tests.factories.cases import make_case
from tests.factories.courts import court as court_of
from tests.factories.mediation import MONDAY, dispute, web

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
LATER = MONDAY + timedelta(days=700)


def sees(case: Case, user: User, today=TUESDAY) -> bool:
    """What every question of sight says, and that they agree."""
    user, case = User.objects.get(pk=user.pk), Case.objects.get(pk=case.pk)
    answers = {
        visible_to(user, today).filter(pk=case.pk).exists(),
        Event.objects.filter(readable(user, today), case=case).exists(),
        looker(case, user, today).sees,
    }
    assert len(answers) == 1
    return answers.pop()


def seated(role: Role, **case):
    row, _, _ = make_case(court=court_of(), on=MONDAY, **case)
    user = staff(role)
    admit(case=row, user_id=user.pk, capacity=Capacity(role.value), by=SYSTEM, today=MONDAY)
    return row, user


def close(case: Case, on) -> None:
    ended = {"stage": Stage.CLOSED, "closed_on": on, "closing": Closing.WITHDRAWN}
    Case.objects.filter(pk=case.pk).update(**ended)


@pytest.mark.parametrize("role", [Role.JUDGE, Role.ASSISTANT, Role.COURT_CLERK])
def test_a_post_that_ended_opens_no_case_and_another_post_does_not_stand_in_for_it(role):
    case, user = seated(role)
    assert sees(case, user)
    Membership.objects.filter(user=user).update(until=MONDAY)
    assert not sees(case, user)
    other = Role.COURT_CLERK if role != Role.COURT_CLERK else Role.JUDGE
    Membership.objects.create(user=user, court=case.court, role=other, since=MONDAY)
    assert not sees(case, user)


def test_a_case_that_ended_is_shut_to_who_tried_it_unless_something_in_it_waits(settings):
    case, judge = seated(Role.JUDGE)
    close(case, MONDAY)
    last = MONDAY + timedelta(days=settings.SEAT_KEPT_DAYS)
    assert sees(case, judge, last)
    assert not sees(case, judge, last + timedelta(days=1))
    open_todo(case=case, kind=TodoKind.APPEAL, words="上诉", by=SYSTEM, today=LATER)
    assert sees(case, judge, LATER)


def test_an_ended_case_with_a_term_that_runs_is_open_to_its_judge():
    case, judge = seated(Role.JUDGE)
    set_deadline(case=case, term="appeal_file", holder=Holder.COURT_CLERK, start=MONDAY, by=SYSTEM)
    close(case, MONDAY)
    assert sees(case, judge, LATER)
    case.deadlines.update(state="void")
    assert not sees(case, judge, LATER)


def test_a_mediation_that_is_over_is_shut_to_its_mediator():
    made = dispute()
    assert sees(made.case, made.mediator.user)
    decline(mediation=made.mediation, by=web(made.zhang, made.claimant), today=TUESDAY)
    assert not Mediation.objects.get(pk=made.mediation.pk).is_open
    assert Participation.objects.filter(case=made.case, user=made.mediator.user, until=None).exists()  # the row is not
    assert not sees(made.case, made.mediator.user)


def test_whose_mediation_is_over_reports_of_it_and_reads_nothing_else():
    made = dispute()
    decline(mediation=made.mediation, by=web(made.zhang, made.claimant), today=TUESDAY)
    desk, end = reverse("mediation:desk") + "?ended=1", reverse("mediation:end", args=[made.case.uid])
    client = Client()
    client.force_login(made.mediator.user)
    with clock.at(clock.moment(TUESDAY).replace(hour=10)):
        assert end in client.get(desk).content.decode()
        assert client.get(f"/cases/{made.case.uid}/").status_code == 404
        assert client.get(reverse("mediation:mediation", args=[made.case.uid])).status_code == 404
        assert client.get(end).status_code == 200
        Mediation.objects.update(reported=True)
        assert end not in client.get(desk).content.decode()
        assert client.get(end).status_code == 404


def test_who_left_the_roster_sees_no_case_and_keeps_no_term_of_it():
    made = dispute()
    assert made.case.deadlines.filter(keeps(made.mediator.user, TUESDAY)).exists()
    made.mediator.until = MONDAY
    made.mediator.save(update_fields=["until"])
    assert not sees(made.case, made.mediator.user)
    assert not made.case.deadlines.filter(keeps(made.mediator.user, TUESDAY)).exists()


def test_who_is_asked_to_mediate_sees_the_case_until_the_mediation_is_over():
    made = dispute(running=False)
    mediation = Mediation.objects.get(pk=made.mediation.pk)
    mediation.proposals.all().delete()
    Participation.objects.filter(case=made.case, capacity=Capacity.MEDIATOR).delete()
    Participation.objects.create(case=made.case, user=made.mediator.user, capacity=Capacity.MEDIATOR, since=MONDAY)
    assert not sees(made.case, made.mediator.user)
    mediation.proposals.create(mediator=made.mediator, chooser="court", proposed_on=MONDAY)
    assert sees(made.case, made.mediator.user)
    ended = {"state": MediationState.ENDED, "ended_on": TUESDAY, "end_reason": EndReason.OTHER}
    Mediation.objects.filter(pk=mediation.pk).update(**ended)
    assert not sees(made.case, made.mediator.user)


@pytest.mark.parametrize("who", ["judge", "mediator"])
def test_without_the_second_factor_no_seat_opens_a_case(who, settings):
    if who == "judge":
        case, user = seated(Role.JUDGE)
    else:
        made = dispute()
        case, user = made.case, made.mediator.user
    settings.STAFF_SECOND_FACTOR = True
    assert not sees(case, user)
    user.authenticator_set.create(type="totp", data={})
    assert sees(case, user)
