"""One rendered form makes one thing."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection

from common.web.forms import OnceForm
from common.web.idempotency import made_once


@pytest.mark.django_db
def test_the_second_submit_finds_the_first() -> None:
    once = uuid4()
    made = [
        made_once(Group.objects.all(), once=once, make=lambda: Group.objects.create(name=str(once)), column="name")
        for _ in range(2)
    ]
    assert made[0][0] == made[1][0]
    assert [new for _, new in made] == [True, False]


@pytest.mark.django_db
def test_another_breach_is_not_swallowed() -> None:
    Group.objects.create(name="已有")
    with pytest.raises(IntegrityError):
        made_once(Group.objects.all(), once=uuid4(), make=lambda: Group.objects.create(name="已有"), column="name")


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one() -> None:
    once, gate, made = uuid4(), Barrier(8), []

    def submit() -> None:
        gate.wait()
        made.append(
            made_once(Group.objects.all(), once=once, make=lambda: Group.objects.create(name=str(once)), column="name")
        )
        connection.close()

    threads = [Thread(target=submit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Group.objects.filter(name=str(once)).count() == 1
    assert sum(new for _, new in made) == 1
    assert len({thing.pk for thing, _ in made}) == 1


def test_the_token_survives_an_error_and_is_needed() -> None:
    first = OnceForm()
    token = str(first["once"].value())
    again = OnceForm({"once": token})
    assert str(again["once"].value()) == token
    assert again.is_valid()
    assert OnceForm({}).errors["once"] == ["页面不完整，请刷新后重新提交。"]
