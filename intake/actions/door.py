"""The other side's door: a code on the notice and who they are; then consent, an address, an answer."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from common.cases.actions import announce, close_deadlines, link_party, set_deadline
from common.cases.events import By
from common.cases.models import Case, Party
from common.cases.rules import ActionRefused
from common.cases.states import PartyKind
from common.documents.models import Document
from common.law.numbers import clean
from common.people.models import User, blind_index
from common.people.rules import normalise_phone
from intake.events import Answered, DoorOpened
from intake.models import Answer, DefendantDoor
from intake.rules.review import CODE_ALPHABET, CODE_LENGTH, LOCKED_MINUTES, TRIES, plain_code


@transaction.atomic
def make_door(*, party: Party, by: By, today: date) -> str:
    """The code by which this party comes in, made once; asking again gives the same code (a notice printed later
    carries it). Kept encrypted; looked up by its HMAC."""
    Case.lock(party.case_id)
    had = DefendantDoor.objects.filter(party=party).first()
    if had is not None:
        return had.code
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    DefendantDoor.objects.create(party=party, code=code, code_hash=_key(code), made_on=today)
    return code


def _key(code: str) -> str:
    return blind_index(f"door:{plain_code(code)}") or ""


@transaction.atomic
def try_door(*, code: str, name: str, identity: str, now: datetime) -> DefendantDoor | None:
    """The door, if code, name and identity fit. None for anything else, and no word why: absent, wrong and locked
    look alike. Five wrong tries lock the door for half an hour. Must not be called inside a transaction that is rolled
    back when the answer is None: the count of tries would be lost.
    """
    door = (
        DefendantDoor.objects.select_for_update(of=("self",))
        .select_related("party")
        .filter(code_hash=_key(code))
        .first()
    )
    if door is None:
        return None
    if door.locked_until is not None and door.locked_until > now:
        return None
    if _fits(door.party, name, identity):
        DefendantDoor.objects.filter(pk=door.pk).update(tries=0, locked_until=None)
        return door
    door.tries += 1
    if door.tries >= TRIES:
        door.tries, door.locked_until = 0, now + timedelta(minutes=LOCKED_MINUTES)
    door.save(update_fields=["tries", "locked_until"])
    return None


def _bare(text: str) -> str:
    return re.sub(r"[\s·•・()（）]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _fits(party: Party, name: str, identity: str) -> bool:
    if _bare(name) != _bare(party.name):
        return False
    typed = clean(identity)
    if party.kind != PartyKind.NATURAL:
        return not party.id_number or typed == clean(party.id_number)
    known = [clean(party.id_number), normalise_phone(party.phone)]
    if not any(known):
        return True  # the complaint names no number: enter_door then asks for the verified real name
    return len(typed) >= 6 and any(number and number[-6:] == typed[-6:] for number in known)


@transaction.atomic
def enter_door(*, door: DefendantDoor, user_id: int, by: By, today: date) -> Case:
    """Link the signed-in account to the party who proved code and identity (在线诉讼规则第十条).

    Where the complaint gave no number to compare, the account's verified name must be the party's.
    """
    case = Case.lock(door.party.case_id)
    row = DefendantDoor.objects.select_for_update(of=("self",)).select_related("party").get(pk=door.pk)
    party = row.party
    if not party.id_number and not party.phone:
        user = User.objects.get(pk=user_id)
        if not user.is_verified or (party.kind == PartyKind.NATURAL and _bare(user.name) != _bare(party.name)):
            raise ActionRefused("请先完成实名核验，再凭查看码进入；也可以带身份证件到法院窗口办理。")
    if party.user_id == user_id:
        return case
    link_party(party=party, user_id=user_id, by=By(user_id=user_id, channel=by.channel, party_id=party.pk), today=today)
    if row.opened_on is None:
        DefendantDoor.objects.filter(pk=row.pk).update(opened_on=today)
    announce(
        case=case,
        event=DoorOpened(party_id=party.pk),
        by=By(user_id=user_id, channel=by.channel, party_id=party.pk),
    )
    return case


@transaction.atomic
def give_answer(
    *,
    party: Party,
    once: UUID,
    text: str,
    by: By,
    today: date,
    form: str = "",
    answers: Mapping[str, Any] | None = None,
    document: Document | None = None,
) -> Answer:
    """答辩 (民事诉讼法第一百二十八条). The same `once` gives the same answer; a further answer adds to the first.

    ActionRefused when nothing was said. The copy goes to the other side within five days.
    """
    case = Case.lock(party.case_id)
    had = Answer.objects.filter(once=once).first()
    if had is not None:
        return had
    given = {key: value for key, value in (answers or {}).items() if value not in (None, "", [])}
    if not text.strip() and not given and document is None:
        raise ActionRefused("请写下您的意见，或者上传答辩状。", field="text")
    if case.closed_on is not None:
        raise ActionRefused("案件已经结束，不能再提交答辩。")
    row = Answer.objects.create(
        case=case,
        party=party,
        once=once,
        form=form,
        text=text.strip(),
        answers=given or None,
        document=document,
        given_on=today,
        entered_by_id=by.user_id,
    )
    close_deadlines(case=case, today=today, terms=["answer"], subject=f"party:{party.pk}")
    if case.registered_on is not None:
        set_deadline(
            case=case,
            term="answer_copy",
            holder="court_clerk",
            start=today,
            subject=f"party:{party.pk}",
            by=by,
        )
    announce(case=case, event=Answered(answer_id=row.pk, party_id=party.pk), by=by)
    return row
