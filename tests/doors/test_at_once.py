"""Fifty identical submits through the real view, in real transactions: one case, and everybody is led to it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from common.cases.models import Case
from intake.filing.models import Filing
from tests.factories import court
from tests.factories.intake import make_draft
from tests.stories import given
from triage.sorting.actions import load_default_rules

TIMES = 50


@pytest.mark.django_db(transaction=True)
def test_fifty_identical_submits_make_one_case() -> None:
    load_default_rules()
    zhang = given.zhang()
    draft = make_draft(user=zhang, court=court("luoding"))
    form = {"once": str(uuid4()), "truthful": "on"}
    first = Client()
    first.force_login(zhang)
    gate = threading.Barrier(TIMES)

    def submit(_: int) -> Any:
        client = Client()
        client.cookies = first.cookies
        try:
            gate.wait(timeout=60)
            return client.post(f"/intake/drafts/{draft.uid}/check/", form)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(submit, range(TIMES)))
    case = Case.objects.get()
    assert Filing.objects.get().case_id == case.pk
    assert {(each.status_code, each.headers["Location"]) for each in answers} == {(302, f"/intake/filed/{case.uid}/")}
