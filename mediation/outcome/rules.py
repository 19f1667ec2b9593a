"""Pure rules of what an agreement leads to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from common.law import mediability
from common.law.articles import Finding, art
from common.law.causes import exists
from common.law.regimes import Route
from mediation.course.rules import term_words
from mediation.texts.states import Outcome


def options(
    route: Route,
    *,
    cause: str,
    confirm_after_filing: bool,
    within_term: bool,
    on: date,
    subject: mediability.Subject | None = None,
) -> Finding[tuple[Outcome, ...]]:
    """What the parties may do with an effective agreement in a case received ``on`` that day.

    Before filing: perform it, or ask together for confirmation in time (民诉法205), never for status, title or
    intellectual property (解释355). After filing: performed or withdrawn, or a 调解书 (民诉法100; 在线调解20);
    confirmation only where the court has switched it on.
    """
    articles = [art("在线调解", 20)]
    found: list[Outcome] = []
    if route is Route.ENTRUSTED_AFTER_FILING:
        found += [Outcome.PERFORMED, Outcome.WITHDRAWN, Outcome.PAPER_SOUGHT]
        articles += [art("民诉法", 100), art("2025意见", 4)]
    note = ""
    if route is not Route.ENTRUSTED_AFTER_FILING or confirm_after_filing:
        may = may_confirm(cause, subject)
        if may.value and within_term:
            found.append(Outcome.CONFIRMATION)
            articles.append(art("民诉法", 205))
        elif not may.value:
            articles += may.articles
            note = may.note
        else:
            articles.append(art("民诉法", 205))
            note = f"已超过调解协议生效之日起{term_words('confirmation_application', on)}，不能再申请司法确认"
    return Finding(tuple(found), tuple(articles), note)


def subject_of(value: str) -> mediability.Subject | None:
    """What the mediator said the agreement disposes of; None where nobody was asked: the cause then tells."""
    return mediability.Subject(value) if value else None


def may_confirm(cause: str, subject: mediability.Subject | None = None) -> Finding[bool]:
    """common.law.mediability.confirmable, for a case whose cause may not have been settled yet."""
    if not exists(cause):
        allowed = subject in (None, mediability.Subject.OBLIGATION)
        note = "" if allowed or subject is None else f"协议涉及{subject.label}，不能申请司法确认"
        return Finding(allowed, (art("民诉法", 205), art("民诉解释", 355)), note)
    return mediability.confirmable(cause, subject)


def last_receipt(receipts: Mapping[int, date | None]) -> Finding[date | None]:
    """The day a 调解书 takes effect: the last of the parties' receipts; None while one is missing (解释149)."""
    days = list(receipts.values())
    known = [day for day in days if day is not None]
    done = bool(days) and len(known) == len(days)
    return Finding(max(known) if done else None, (art("民诉法", 100), art("民诉解释", 149)))
