"""An account turns out to be somebody else than the party whose seat it holds."""

from __future__ import annotations

from datetime import date

from common.cases.access import is_proven
from common.cases.actions import end_seat, open_todo
from common.cases.events import SYSTEM
from common.cases.models import Event, Party
from common.cases.states import TodoKind
from common.people.models import User
from common.web.wording import day_words
from yunfu_court.casefile.labels import said
from yunfu_court.rooms import WORDS

# How many acts a to-do names; all of them stand in the course of the case.
_NAMED = 4


def verified(user: User, on: date) -> None:
    """For settings.VERIFIED_HANDLERS: the seats of parties this person is not end, and a clerk looks at what was done
    from them (在线诉讼规则7)."""
    for party in Party.objects.filter(user=user).select_related("case").order_by("case_id", "pk"):
        if is_proven(party, user):
            continue
        acts = end_seat(party=party, user=user, today=on)
        words = f"以{party.name}名义进入的账号，核验为{user.name}，已断开。" + _done(acts)
        whose = f"party:{party.pk}:user:{user.pk}"
        open_todo(case=party.case, kind=TodoKind.SEAT, subject=whose, words=words, by=SYSTEM, today=on)


def _done(acts: list[Event]) -> str:
    if not acts:
        return "其间没有办理事项。"
    named = "；".join(f"{day_words(each.day)}{_words(each)}" for each in acts[:_NAMED])
    more = f"等{len(acts)}项" if len(acts) > _NAMED else ""
    return f"其间办理：{named}{more}。请核对是否有效。"


def _words(act: Event) -> str:
    words = WORDS.get(act.kind)
    if words is None:
        return "一项"
    names, who = said(act.kind, act.payload, act.case.received_on), act.party.name if act.party is not None else ""
    names.update(who=who, party=who)
    return words.to("others").format_map(names) or "一项"
