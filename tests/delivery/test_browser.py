"""The pages of service in a browser: axe finds nothing, nothing sticks out at 1280 or 360 px."""

from __future__ import annotations

from typing import Any

import pytest

from common.cases.actions import record_facts
from common.cases.events import By, Channel
from common.cases.states import FactKey
from common.delivery import actions
from common.delivery.states import Method
from common.law import clock
from common.people.states import Role
from tests.delivery.conftest import CLERK, MONDAY, NUMBER, signed
from tests.delivery.test_service import consents, copy_to, fee_notice, waits
from tests.delivery.test_signed import paper_to
from tests.factories import staff
from tests.triage.trial.test_browser import look
from yunfu_court.counter.actions import begin
from yunfu_court.counter.middleware import KEY
from yunfu_court.counter.states import Came, Shown

__all__ = ["look"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pages_of_service(look: Any, suit: Any, zhang: Any) -> None:
    case, party, li = suit
    clerk = staff(Role.COURT_CLERK, case.court)
    clock.set_process_clock(MONDAY)  # `look` puts it back
    with clock.at(MONDAY):
        waits(case, party)
        record_facts(case=case, facts={FactKey.RESPONDENT_WHEREABOUTS_KNOWN: False}, source="clerk", today=MONDAY)
        actions.confirm_address(party=li, by=CLERK, recipient_name="李四", postal="罗定市附城街道三号", confirmed=False)
        first, _ = [actions.serve(party=li, by=CLERK, paper=fee_notice(case, li), method=Method.POST) for _ in "12"]
        mine = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party), method=Method.POST)
        look(clerk, f"/delivery/{first.uid}/record/", "service_record")
        actions.record_service(
            service=mine, by=CLERK, day=MONDAY, method=Method.POST, today=MONDAY, shown=signed(party, number=NUMBER)
        )
        look(zhang, f"/delivery/{mine.uid}/", "service_receipt")
        look(zhang, "/delivery/notices/", "service_no_notices")
        consents(party)
        unsigned = paper_to(case, party)
        look(zhang, f"/cases/{case.uid}/", "service_case_to_sign")
        for page in ("", "refuse/"):
            look(zhang, f"/delivery/{unsigned.uid}/{page}", f"service_to_sign_{page.strip('/')}")
        look(clerk, f"/delivery/{unsigned.uid}/unsigned/", "service_unsigned")
        actions.fail_service(service=first, by=CLERK, reason="原址查无此人")
        first.refresh_from_db()
        look(zhang, f"/delivery/{first.uid}/elsewhere/", "service_elsewhere")
        look(zhang, f"/cases/{case.uid}/", "service_case_asked")
        actions.say_where(
            service=first, by=By(user_id=zhang.pk, party_id=party.pk, channel=Channel.WEB), today=MONDAY, unknown=True
        )
        look(clerk, f"/delivery/{first.uid}/again/", "service_again")
        look(zhang, f"/cases/{case.uid}/", "service_case_unknown")
        look(clerk, f"/delivery/cases/{case.uid}/", "service_hanging")
        copy = actions.fail_service(service=copy_to(case, li), by=CLERK, reason="原址查无此人")
        last = actions.serve_again(service=copy, method=Method.PUBLIC, by=CLERK)
        look(clerk, f"/delivery/{last.uid}/record/", "service_publish")
        actions.publish(service=last, on=MONDAY, where="法院公告栏", by=CLERK, today=MONDAY)
        look(clerk, "/delivery/", "service_waiting")
        look(zhang, "/delivery/notices/", "service_notices")
        look(zhang, f"/intake/respond/{case.uid}/address/", "service_address")
        window = staff(Role.CLERK, case.court)
        by = By(user_id=window.pk, channel=Channel.COUNTER)
        came = {"came": Came.SELF, "name": party.name, "shown": Shown.ID_CARD, "number": party.id_number}
        begin(case=case, party=party, by=by, today=MONDAY, **came)
        third = actions.serve(party=party, by=CLERK, paper=fee_notice(case, party), method=Method.COUNTER)
        actions.serve(party=party, by=CLERK, paper=fee_notice(case, party), method=Method.COUNTER)
        look(window, f"/delivery/{third.uid}/collect/", "service_collect", **{KEY: True})
