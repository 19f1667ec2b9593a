"""What service says to people: what reached them and what runs from it, what did not, and what is asked of the other
side then. The words of the paper itself stay behind the door."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from common.cases.models import Event
from common.delivery import queries
from common.delivery.events import Failed, Published, Served, TakenBack
from common.delivery.models import Service
from common.delivery.states import Method
from common.law.terms import name_of
from common.notifications.rules import NoticeRequest, one_message
from common.rooms import Makers, on

_SEE = "凭证登录可看。"
_BRIEF = 12  # letters of a paper's name in a message of 70


def _served(record: Event, event: Served) -> list[NoticeRequest]:
    """By which way, on which day, with which proof, and until when what began to run; no telephone is told the proof.
    What came electronically was its own message: it rings no telephone again."""
    row = Service.objects.get(pk=event.service_id)
    term = queries.started(row).first()
    ends = f"，{name_of(term.term, record.case.received_on)}到 {_day(term.due)}" if term and term.due else ""
    way = Method(event.method).label
    how = f"{_day(event.served_on)}{way}{ends}。"
    proof = f"凭证：{row.proof}。" if row.proof else ""
    return [
        NoticeRequest(
            kind="served",
            title=f"已送达：{row.title}"[:120],
            body=f"《{row.title}》{how}{proof}",
            sms=one_message(f"{_brief(row.title)}{how}{_SEE}", record.case.title),
            parties=(event.party_id,),
            link=reverse("delivery:receipt", args=[row.uid]),
            inbox_only=event.method == Method.ELECTRONIC,
        )
    ]


def _failed(record: Event, event: Failed) -> list[NoticeRequest]:
    """The party hears that something waits; whoever sued is asked where the party is found."""
    row = Service.objects.get(pk=event.service_id)
    told = [
        NoticeRequest(
            kind="not_served",
            title="文书没有送到您那里",
            body="有文书没有送到您那里。请登录确认送达地址，或者带身份证到法院领取。",
            parties=(event.party_id,),
        )
    ]
    if row.asked_until is not None:
        by = _day(row.asked_until)
        words = f"文书没有送到对方。知道新地址、电话的，请在 {by}前登录告诉法院。"
        link = reverse("delivery:elsewhere", args=[row.uid])
        asked = tuple(queries.to_ask(row).values_list("pk", flat=True))
        told.append(NoticeRequest(kind="other_address", title="请提供对方的地址", body=words, parties=asked, link=link))
    return told


def _published(record: Event, event: Published) -> list[NoticeRequest]:
    row = Service.objects.get(pk=event.service_id)
    ends = _day(event.expires_on)
    words = f"法院公告送达{_brief(row.title)}，{ends}视为送达。可以到法院领取。"
    return [NoticeRequest(kind="published", title="法院向您公告送达", body=words, parties=(event.party_id,))]


def _taken_back(record: Event, event: TakenBack) -> list[NoticeRequest]:
    """To everybody else: what ran from that receipt does not. The guardian hears by the service itself."""
    row = Service.objects.select_related("party").get(pk=event.service_id)
    words = f"{_brief(row.title)}送达{row.party.name}本人不算，改送法定代理人；期限从送达法定代理人起另算。"
    others = record.case.parties.filter(left_on__isnull=True).exclude(pk=event.party_id).order_by("pk")
    parties = tuple(others.values_list("pk", flat=True))
    return [NoticeRequest(kind="taken_back", title="文书改送法定代理人", body=words, parties=parties)]


def _day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def _brief(title: str) -> str:
    return f"《{title}》" if len(title) <= _BRIEF else "文书"


NOTICES = Makers(on(Served, _served), on(Failed, _failed), on(Published, _published), on(TakenBack, _taken_back))
