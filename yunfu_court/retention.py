"""What is kept only for a time: each line with how long, why, and what ends it. What belongs to a case is its file and
is kept with it; nothing of that is here.

个人信息保护法19: no longer than the purpose needs; 47: then the court erases it by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from celery.exceptions import SoftTimeLimitExceeded
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

import common.documents.actions
import common.notifications.actions
import intake.filing.actions.drafts
import intake.guidance.actions
import mediation.texts.actions
import petitions.letters.actions
from common.law.articles import Article, art
from common.web.logs import log_class
from yunfu_court.counter.actions import close_left

logger = logging.getLogger(__name__)
SHORTEST, ERASED = art("个人信息保护法", 19), art("个人信息保护法", 47, 1, 1)
TAKEN_BACK = art("个人信息保护法", 47, 1, 3)


def _sessions(now: datetime) -> int:
    over, _ = Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    devices: int = UserSession.objects.filter(~Exists(alive)).delete()[0]
    return over + devices


@dataclass(frozen=True)
class Kept:
    """One line of the table: what, until when in words, the articles, and the sweep that ends it (-> how many)."""

    key: str
    what: str
    until: str
    ground: tuple[Article, ...]
    sweep: Callable[[datetime], int]


TABLE: tuple[Kept, ...] = (
    Kept(
        "visits",
        "acting for a party at the window",
        "the end of the day it began; what was done then waits only for its signed paper",
        (SHORTEST,),
        lambda now: close_left(today=now.date()),
    ),
    Kept(
        "sessions",
        "sign-in sessions, and from which device",
        "the session's end (SESSION_COOKIE_AGE)",
        (SHORTEST, ERASED),
        _sessions,
    ),
    Kept(
        "drafts",
        "drafts that became no filing, with their files",
        "after the last word: a guest's seven days, one written at the window ninety, one's own three years and a day; "
        "thirty days after one was given up",
        (SHORTEST, ERASED, TAKEN_BACK),
        lambda now: intake.filing.actions.drafts.forget_left(now=now),
    ),
    Kept(
        "guidance",
        "self-assessments that led to no draft",
        "a guest's seven days, one's own a year",
        (SHORTEST, ERASED),
        lambda now: intake.guidance.actions.forget_left(now=now),
    ),
    Kept(
        "handovers",
        "codes by which a draft is taken to a telephone",
        "seven days, or their use",
        (SHORTEST, ERASED),
        lambda now: intake.filing.actions.drafts.forget_handovers(now=now),
    ),
    Kept(
        "codes",
        "sign-in codes: the words five minutes, that one was sent thirty days",
        "thirty days",
        (SHORTEST, ERASED),
        lambda now: common.notifications.actions.erase_codes(now=now),
    ),
    Kept(
        "sign_codes",
        "codes to sign a text by",
        "ten minutes, or their use",
        (SHORTEST, ERASED),
        lambda now: mediation.texts.actions.forget_sign_codes(now=now),
    ),
    Kept(
        "tries",
        "tries at codes and lodgings from one address, as digests",
        "a quarter of an hour",
        (SHORTEST, ERASED),
        lambda now: petitions.letters.actions.forget_tries(now=now),
    ),
    Kept(
        "uploads",
        "files nobody went on sending",
        "a day",
        (SHORTEST, ERASED),
        lambda now: common.documents.actions.sweep_uploads(now=now),
    ),
)


def sweep(now: datetime) -> dict[str, int]:
    """End what has been kept long enough; a line that fails stops no other. Returns how many of each (-1: failed)."""
    counts = {}
    for line in TABLE:
        try:
            counts[line.key] = line.sweep(now)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            log_class(logger, error, "retention of %s", line.key)
            counts[line.key] = -1
    logger.info("retention: %s", counts)
    return counts
