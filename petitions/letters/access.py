"""Who may open a petition: its officers by role, and whoever knows its number and query code."""

from __future__ import annotations

import hmac
import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from common.cases.access import as_court, holds, stands_in
from common.cases.models import Case
from common.fields import blind_index, blind_indexes
from common.law.regimes import NumberKind
from common.people.models import Anyone
from common.people.queries import memberships_of
from common.people.states import Role
from petitions.letters.models import Petition
from petitions.letters.rules import code_from, read_code

OFFICERS: tuple[Role, ...] = (Role.PETITION_OFFICER, Role.DIVISION_HEAD, Role.PRESIDENT)


# Whoever sits at the counter takes a letter or a visitor in (首接负责); handling is the officers'.
RECEIVERS: tuple[Role, ...] = (Role.PETITION_OFFICER, Role.DIVISION_HEAD, Role.CLERK, Role.COUNSELLOR)


_NOBODY = "nobody"


def courts_handled(user: Anyone, today: date) -> set[int]:
    """Ids of the courts whose petitions this person handles or oversees. No query of its own."""
    return {post.court_id for post in memberships_of(user, today) if post.role in OFFICERS}


def handles(case: Case, user: Anyone, today: date) -> bool:
    """Whether this person handles or oversees petitions in the case's court, and acts in this case by it."""
    return holds(case, user, OFFICERS, today)


def petitions_for(user: Anyone, today: date) -> Any:
    """The petitions an officer may open. A complaint about conduct is nobody else's to read (信访条例30第3款)."""
    return Petition.objects.filter(as_court(user), case__court_id__in=courts_handled(user, today))


def first_code(once: UUID) -> str:
    """The code of a petition just lodged, made from the form's token: identical submits all show the same code."""
    made = salted_hmac("petitions.code", str(once), secret=settings.FIELD_HMAC_KEY, algorithm="sha256")
    return code_from(made.digest())


def new_code() -> str:
    return code_from(secrets.token_bytes(32))


def code_hash(uid: str, code: str) -> str:
    """What is stored of a code: an HMAC bound to the petition, so that equal codes look different."""
    return blind_index(_told(uid, code)) or ""


def _told(uid: str, code: str) -> str:
    return f"petition-code:{uid.encode().hex()}:{read_code(code)}"


def opened_by(number: str, code: str) -> Petition | None:
    """The petition of this number and code. A wrong number costs the same work as a wrong code and says as little."""
    found = (
        Petition.objects.select_related("case")
        .filter(case__numbers__text=number, case__numbers__kind=NumberKind.PETITION)
        .first()
    )
    uid, kept = (found.case.uid, found.code_hash) if found else (_NOBODY, code_hash(_NOBODY, new_code()))
    same = any(hmac.compare_digest(each, kept) for each in blind_indexes(_told(uid, code)))  # the former keys too
    return found if found is not None and same else None


def is_petitioner(petition: Petition, user: Anyone) -> bool:
    """Whether this signed-in person lodged it under their own account, or stands for the petitioner at the window. One
    query."""
    if not user.is_authenticated:
        return False
    return stands_in(petition.case, user) or petition.case.parties.filter(user=user.pk).exists()
