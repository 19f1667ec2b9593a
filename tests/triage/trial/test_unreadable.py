"""A sealed value that nobody can open stops no list of who may be heard, and who came (common/fields/sealed.py)."""

from __future__ import annotations

import pytest
from django.db import connection

from common.cases.models import Party
from common.fields import DecryptionFailed, EncryptedTextField, sealed_in
from tests.factories.triage import heard
from tests.triage.trial.trials import Trial
from triage.trial.models import Hearing
from triage.trial.queries.answering import stands
from triage.trial.queries.coming import comings

pytestmark = pytest.mark.django_db


def poison(model: type[Party | Hearing], pk: int) -> None:
    with connection.cursor() as cursor:
        for name in sealed_in(model):
            cursor.execute(f"UPDATE {model._meta.db_table} SET {name} = 'gone.x' WHERE id = %s", [pk])


def test_every_sealed_field_is_named() -> None:
    own = {each.name for each in Party._meta.concrete_fields if isinstance(each, EncryptedTextField)}
    assert set(sealed_in(Party)) == own
    assert {"id_number", "phone", "address", "guardian_id", "guardian_phone"} <= own


def test_a_number_nobody_can_read_stops_no_list() -> None:
    trial = Trial()
    heard(trial.fresh(), trial.judge)
    Hearing.objects.update(attendance=[{"party": trial.first.pk, "itself": True, "agents": []}])
    row = Hearing.objects.get()
    before = stands([trial.case.pk]), comings([trial.case.pk])
    assert before[1], "somebody came"
    poison(Party, trial.first.pk)
    poison(Hearing, row.pk)
    assert (stands([trial.case.pk]), comings([trial.case.pk])) == before
    with pytest.raises(DecryptionFailed):
        Party.objects.get(pk=trial.first.pk)
