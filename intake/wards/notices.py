"""What is said about guardians: to the party, which its guardian reads, to the other side, and to who acted before."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event, Party
from common.cases.states import GuardianEnd, Side, Stage
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from intake.filing.notices import still_in
from intake.wards.events import GuardianEnded, GuardianNamed, GuardianProved, OwnWorkProved, OwnWorkStruck

# Who is sued does not know of the case yet (民诉法126, 128).
UNHEARD = (Stage.REVIEW, Stage.CORRECTION)


def named(record: Event, event: GuardianNamed) -> list[NoticeRequest]:
    """The other side too, once it knows of the case: it answers and settles with who acts. Whoever acted before hears
    that it does no longer."""
    party = Party.objects.get(pk=event.party_id)
    words = f"{party.name}由法定代理人{party.guardian}代为诉讼。"
    mine = f"{words}请带监护证明到窗口核对。" if party.guardian_unproved else words
    knowing = (Side.CLAIMANT,) if record.case.stage in UNHEARD else ()
    others = tuple(pk for pk in still_in(record.case, *knowing) if pk != party.pk)
    told = [_said("法定代理人已登记", mine, (party.pk,)), _said("对方的法定代理人已登记", words, others)]
    return told + _to_former(event.former_id, f"{words}您不再代为诉讼。")


def proved(record: Event, event: GuardianProved) -> list[NoticeRequest]:
    party = Party.objects.get(pk=event.party_id)
    words = f"法院已核对{party.guardian}的监护证明，可以代为调解、和解。"
    return [_said("监护关系证明已核对", words, (party.pk,))]


def ended(record: Event, event: GuardianEnded) -> list[NoticeRequest]:
    """Whoever acted before has its own account; the party is told at its own number."""
    party = Party.objects.get(pk=event.party_id)
    more = "法院会通知其他监护人参加。" if GuardianEnd(event.reason).leaves_alone else "由本人参加诉讼。"
    words = f"{party.guardian_name}不再代{party.name}诉讼，{more}"
    told = [_said("法定代理人变动", words, still_in(record.case))]
    return told + _to_former(event.former_id, words)


def works(record: Event, event: OwnWorkProved) -> list[NoticeRequest]:
    """The party may act; who is on the other side of it settles with it alone."""
    party = Party.objects.get(pk=event.party_id)
    mine = "法院已经核对，您靠自己的劳动收入生活：同意调解、签名、撤回，都可以由您自己办理。"
    words = f"法院已经核对，{party.name}已满十六周岁、靠自己的劳动收入生活，自己参加诉讼。"
    knowing = (Side.CLAIMANT,) if record.case.stage in UNHEARD else ()
    others = tuple(pk for pk in still_in(record.case, *knowing) if pk != party.pk)
    return [_said("您可以自己办理", mine, (party.pk,)), _said("对方自己参加诉讼", words, others)]


def struck(record: Event, event: OwnWorkStruck) -> list[NoticeRequest]:
    """Nobody acts for it until a guardian comes; who is on the other side of it waits for that."""
    party = Party.objects.get(pk=event.party_id)
    mine = "登记您靠自己的劳动收入生活有误，已经更正。您满十八周岁以前，请监护人带身份证和监护关系证明到窗口登记。"
    words = f"{party.name}不满十八周岁，还需要法定代理人参加诉讼；登记后会告诉您。"
    knowing = (Side.CLAIMANT,) if record.case.stage in UNHEARD else ()
    others = tuple(pk for pk in still_in(record.case, *knowing) if pk != party.pk)
    return [_said("请监护人来登记", mine, (party.pk,)), _said("对方需要法定代理人", words, others)]


def _to_former(user_id: int | None, words: str) -> list[NoticeRequest]:
    """Who acted before sees the case no longer: its home says why."""
    if user_id is None:
        return []
    title, link = "您不再是法定代理人", reverse("workbench:home")
    return [NoticeRequest(kind="guardian", title=title, body=words, users=(user_id,), link=link)]


def _said(title: str, body: str, parties: tuple[int, ...]) -> NoticeRequest:
    return NoticeRequest(kind="guardian", title=title, body=body, parties=parties)


NOTICES = Makers(
    on(GuardianNamed, named),
    on(GuardianProved, proved),
    on(OwnWorkProved, works),
    on(OwnWorkStruck, struck),
    on(GuardianEnded, ended),
)
