"""Two people at the same moment: one result, and nobody's signature is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connections

from common.cases.models import Event
from common.law import clock
from common.law.clock import SHANGHAI
from mediation.course import actions as course_actions
from mediation.course.models import Mediation
from mediation.texts import actions as texts_actions
from mediation.texts.actions import Given, sign_agreement
from mediation.texts.states import AgreementState
from tests.factories.mediation import code_for, dispute, sign
from tests.mediation.test_course import TUESDAY, draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def tuesday(settings):
    settings.EVENT_HANDLERS = []
    clock.set_process_clock(datetime(2026, 11, 3, 10, tzinfo=SHANGHAI))
    yield
    clock.set_process_clock(None)


def at_once(*acts):
    """Run the acts in threads of their own; what each returned or raised."""

    def run(act):
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def test_both_sign_at_once_and_the_agreement_takes_effect_once():
    made = dispute()
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    sign(row, made.mediator.user, None, on=TUESDAY)
    codes = {made.zhang.pk: code_for(made.zhang, row), made.li.pk: code_for(made.li, row)}

    def signs(user, by):
        given = Given(name=user.name, code=codes[user.pk])
        return lambda: sign_agreement(agreement=row, given=given, by=by, today=TUESDAY)

    results = at_once(signs(made.zhang, made.by_zhang), signs(made.li, made.by_li))
    assert not [one for one in results if isinstance(one, Exception)], results
    row.refresh_from_db()
    assert row.state == AgreementState.EFFECTIVE
    assert row.signatures.count() == 3
    assert Event.objects.filter(case=made.case, kind="mediation.agreed").count() == 1


def test_five_openings_at_once_are_one_mediation():
    made = dispute(running=False)
    Mediation.objects.filter(pk=made.mediation.pk).update(state="ended", ended_on=TUESDAY, end_reason="unwilling")

    def opens():
        return course_actions.open_mediation(case=made.case, by=made.by_zhang, today=TUESDAY, consented=[]).pk

    results = at_once(*[opens] * 5)
    assert len(set(results)) == 1, results


def test_one_stops_while_the_other_signs_and_only_one_of_the_two_holds():
    made = dispute()
    row = texts_actions.draft_agreement(mediation=made.mediation, draft=draft(made), by=made.chen, today=TUESDAY)
    row = texts_actions.send_agreement(agreement=row, by=made.chen, today=TUESDAY)
    sign(row, made.mediator.user, None, on=TUESDAY)
    sign(row, made.li, made.respondent, on=TUESDAY)
    code = code_for(made.zhang, row)

    def signs():
        given = Given(name="张三", code=code)
        return sign_agreement(agreement=row, given=given, by=made.by_zhang, today=TUESDAY)

    at_once(signs, lambda: course_actions.decline(mediation=made.mediation, by=made.by_li, today=TUESDAY))
    kinds = set(Event.objects.filter(case=made.case).values_list("kind", flat=True))
    assert len(kinds & {"mediation.agreed", "mediation.declined"}) == 1
