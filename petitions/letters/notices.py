"""What the petition office says. The words name no content: a message lies open on a phone."""

from __future__ import annotations

from django.urls import reverse

from common.cases.models import Event
from common.notifications.rules import NoticeRequest
from common.rooms import Makers, on
from common.web.wording import moment_words
from petitions.letters.events import (
    Acknowledged,
    Answered,
    Concluded,
    Lodged,
    Prolonged,
    ProlongingRefused,
    Reopened,
    Routed,
)
from petitions.letters.models import Petition, Prolonging
from petitions.letters.queries import number_of


def _petition(pk: int) -> Petition:
    return Petition.objects.select_related("case__court").get(pk=pk)


def _to_petitioner(petition: Petition, kind: str, title: str, body: str) -> NoticeRequest:
    words = f"{body}登记编号 {number_of(petition)}，凭查询码可查。"
    return NoticeRequest(
        kind=kind,
        title=title,
        body=words,
        sms=words,  # the number says which petition
        parties=tuple(petition.case.parties.values_list("pk", flat=True)),
        link=reverse("petitions:progress", args=[petition.case.uid]),
    )


def _by(petition: Petition, record: Event) -> str:
    """12 月 1 日前: by when it is to be answered."""
    return f"{moment_words(petition.due_on, today=record.day)}前"


def lodged(record: Event, happened: Lodged) -> list[NoticeRequest]:
    petition = _petition(happened.petition_id)
    words = f"{petition.case.court.name}收到您的信访，{_by(petition, record)}答复。"
    return [_to_petitioner(petition, record.kind, "信访事项已登记", words)]


def routed(record: Event, happened: Routed) -> list[NoticeRequest]:
    petition = _petition(happened.petition_id)
    if happened.owner_id is None:
        return []
    return [
        NoticeRequest(
            kind=record.kind,
            title="有一件信访由您承办",
            body=f"{number_of(petition)}，{petition.get_about_display()}，{_by(petition, record)}答复。",
            users=(happened.owner_id,),
            link=reverse("petitions:one", args=[petition.case.uid]),
        )
    ]


def acknowledged(record: Event, happened: Acknowledged) -> list[NoticeRequest]:
    petition = _petition(happened.petition_id)
    return [
        _to_petitioner(petition, record.kind, "您的信访怎么办", f"{petition.case.court.name}已告诉您这件事怎么办。")
    ]


def answered(record: Event, happened: Answered) -> list[NoticeRequest]:
    petition = _petition(happened.petition_id)
    return [
        _to_petitioner(petition, record.kind, "信访事项已答复", f"{petition.case.court.name}已书面答复，请您评价。")
    ]


def prolonged(record: Event, happened: Prolonged) -> list[NoticeRequest]:
    """信访条例34: the petitioner is told, with the reason."""
    asked = Prolonging.objects.select_related("petition__case__court").get(pk=happened.prolonging_id)
    petition = asked.petition
    words = f"院长批准延长，最迟 {moment_words(happened.due, today=record.day)}答复您，理由上网看。"
    return [_to_petitioner(petition, record.kind, "信访办理期限延长", words)]


def not_prolonged(record: Event, happened: ProlongingRefused) -> list[NoticeRequest]:
    petition = _petition(happened.petition_id)
    if petition.owner_id is None:
        return []
    return [
        NoticeRequest(
            kind=record.kind,
            title="延长信访办理期限没有批准",
            body=f"{number_of(petition)}，请在原来的期限内答复。",
            users=(petition.owner_id,),
            link=reverse("petitions:one", args=[petition.case.uid]),
        )
    ]


def concluded(record: Event, happened: Concluded) -> list[NoticeRequest]:
    petition = _petition(happened.petition_id)
    return [_to_petitioner(petition, record.kind, "信访事项已办结", f"{petition.case.court.name}已办结您反映的事项。")]


def reopened(record: Event, happened: Reopened) -> list[NoticeRequest]:
    petition = _petition(happened.petition_id)
    words = f"{petition.case.court.name}重新办理，{_by(petition, record)}答复您。"
    told = [_to_petitioner(petition, record.kind, "信访事项重新办理", words)]
    if petition.owner_id:
        told.append(
            NoticeRequest(
                kind=record.kind,
                title="一件信访重新办理",
                body=f"{number_of(petition)} 重新办理，{_by(petition, record)}答复。",
                users=(petition.owner_id,),
                link=reverse("petitions:one", args=[petition.case.uid]),
            )
        )
    return told


NOTICES = Makers(
    on(Lodged, lodged),
    on(Routed, routed),
    on(Acknowledged, acknowledged),
    on(Answered, answered),
    on(Prolonged, prolonged),
    on(ProlongingRefused, not_prolonged),
    on(Concluded, concluded),
    on(Reopened, reopened),
)
