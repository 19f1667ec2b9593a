"""What service says to people: what reached them and what runs from it, what did not, and what is asked of the other
side then. The words of the paper itself stay behind the door."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from common.cases.models import Event
from common.delivery import queries
from common.delivery.events import (
    Asked,
    Failed,
    NoticeEnded,
    NotKnown,
    Published,
    Served,
    Sought,
    TakenBack,
    TriedAgain,
    Unanswered,
)
from common.delivery.models import Service
from common.delivery.rules import BY_ACCEPTANCE
from common.delivery.states import Method
from common.law.terms import name_of
from common.notifications.rules import NoticeRequest, one_message
from common.rooms import Makers, on

_SEE = "凭证登录可看。"
_BRIEF = 12  # letters of a paper's name in a message of 70


def _served(record: Event, event: Served) -> list[NoticeRequest]:
    """By which way, on which day, with which proof, and until when what began to run; no telephone is told the proof.
    What came electronically was its own message: it rings no telephone again, nor does more than one of an envelope,
    which says how many there were, and what ends first of all that they began."""
    row = Service.objects.get(pk=event.service_id)
    term = queries.started_together(row).first() if event.papers > 1 else queries.started(row).first()
    more = f"等 {event.papers} 份，" if event.papers > 1 else ""
    ends = f"，{name_of(term.term, record.case.received_on)}到 {_day(term.due)}" if term and term.due else ""
    way = Method(event.method).label
    how = f"{more}{_day(event.served_on)}{way}{ends}。"
    proof = f"凭证：{row.proof}。" if row.proof else ""
    return [
        NoticeRequest(
            kind="served",
            title=f"已送达：{row.title}"[:120],
            body=f"《{row.title}》{how}{proof}",
            sms=one_message(f"{_brief(row.title)}{how}{_SEE}", record.case.title),
            parties=(event.party_id,),
            link=reverse("delivery:receipt", args=[row.uid]),
            inbox_only=event.method == Method.ELECTRONIC or event.papers == 0,
        )
    ]


def _failed(record: Event, event: Failed) -> list[NoticeRequest]:
    """The party hears that something waits, once for an envelope, and is led to where it says how it is reached."""
    if event.papers == 0:
        return []
    if event.unsigned:
        row = Service.objects.get(pk=event.service_id)
        return [
            NoticeRequest(
                kind="not_signed",
                title=f"{row.title}改送纸质的"[:120],
                body=f"您没有在网上签收{_brief(row.title)}，法院改送纸质的。签收还是不签收，由您决定。",
                parties=(event.party_id,),
                link=reverse("casefile:case", args=[record.case.uid]),
            )
        ]
    return [
        NoticeRequest(
            kind="not_served",
            title="文书没有送到您那里",
            body="有文书没有送到您那里。请登录确认送达地址，或者带身份证到法院领取。",
            parties=(event.party_id,),
            link=reverse("intake:address", args=[record.case.uid]),
        )
    ]


def _asked(record: Event, event: Asked) -> list[NoticeRequest]:
    """Whoever sued is asked where the other side is found; one message however many papers did not arrive."""
    uid = Service.objects.values_list("uid", flat=True).get(pk=event.service_id)
    words = f"文书没有送到对方。知道新地址、电话的，请在 {_day(event.until)}前登录告诉法院；不知道的，也请说一声。"
    link = reverse("delivery:elsewhere", args=[uid])
    asked = (event.party_id,)
    return [NoticeRequest(kind="other_address", title="请提供对方的地址", body=words, parties=asked, link=link)]


def _heard(record: Event, event: Sought | NotKnown) -> list[NoticeRequest]:
    """Whoever wrote down that the paper did not arrive hears what the other side says, beside the to-do."""
    row = Service.objects.select_related("party").get(pk=event.service_id)
    if row.recorded_by_id is None:
        return []
    said = "起诉的一方说了怎么找" if isinstance(event, Sought) else "起诉的一方不知道怎么找"
    went = isinstance(event, Sought) and event.sent_again
    then = "，文书照这个地址再送" if went else "，请决定怎么送"
    words = f"{said}{row.party.name}{then}。"
    link = reverse("delivery:again", args=[row.uid])
    return [
        NoticeRequest(kind="where_said", title="对方地址的回答", body=words, users=(row.recorded_by_id,), link=link)
    ]


def _unanswered(record: Event, event: Unanswered) -> list[NoticeRequest]:
    words = "没有收到您提供的对方地址，法院决定用别的方式送。您以后知道了，也请登录告诉法院。"
    uid = Service.objects.values_list("uid", flat=True).get(pk=event.service_id)
    link = reverse("delivery:elsewhere", args=[uid])
    asked = (event.party_id,)
    return [NoticeRequest(kind="not_said", title="没有收到对方的地址", body=words, parties=asked, link=link)]


def _tried_again(record: Event, event: TriedAgain) -> list[NoticeRequest]:
    """Who was asked where the other side is reads what the court does now."""
    row = Service.objects.select_related("party").get(pk=event.service_id)
    words = f"法院改用{Method(event.method).label}把《{row.title}》送给{row.party.name}。"
    waits = _who_waits(row)
    return [NoticeRequest(kind="tried_again", title="法院换一种方式送", body=words, parties=waits, inbox_only=True)]


def _notice_ended(record: Event, event: NoticeEnded) -> list[NoticeRequest]:
    """What no day counts from any more is told to who waited for its end, and to the clerk who had put it up."""
    row = Service.objects.select_related("party").get(pk=event.service_id)
    way, paper = Method(event.method).label, _brief(row.title)
    waits = f"有了{row.party.name}的地址，公告不再算，法院改用{way}送{paper}。收到以后才起算期限。"
    own = f"有了您的地址，公告不再算，法院改用{way}送{paper}。"
    clerks = f"有了{row.party.name}的送达地址，{paper}的公告已经收回，改用{way}。请按新的地址送。"
    put_up = Event.objects.filter(case=record.case_id, kind=Published.kind, payload__party_id=event.party_id)
    users = tuple(pk for pk in put_up.order_by("-seq").values_list("actor", flat=True)[:1] if pk)
    link = reverse("delivery:record", args=[row.uid])
    title = "公告不再算"
    return [
        NoticeRequest(kind="notice_ended", title=title, body=waits, parties=_who_waits(row)),
        NoticeRequest(kind="notice_ended", title=title, body=own, parties=(event.party_id,), inbox_only=True),
        NoticeRequest(kind="notice_ended", title=title, body=clerks, users=users, link=link),
    ]


def _published(record: Event, event: Published) -> list[NoticeRequest]:
    row = Service.objects.select_related("party").get(pk=event.service_id)
    ends, paper = _day(event.expires_on), _brief(row.title)
    words = f"法院公告送达{paper}，{ends}视为送达。可以到法院领取。"
    waits = f"法院已经公告送达{paper}给{row.party.name}，{ends}视为送达，期限从那以后起算。"
    return [
        NoticeRequest(kind="published", title="法院向您公告送达", body=words, parties=(event.party_id,)),
        NoticeRequest(kind="published", title="法院公告送达", body=waits, parties=_who_waits(row)),
    ]


def _who_waits(row: Service) -> tuple[int, ...]:
    """Who was asked where the addressee is, or would be: they wait for what runs from its receipt."""
    return tuple(queries.who_sued(row).values_list("pk", flat=True))


def _taken_back(record: Event, event: TakenBack) -> list[NoticeRequest]:
    """To everybody else: what ran from that receipt does not. The guardian hears by the service itself; a party that
    had heard a last day from its former agent hears that it holds no more."""
    row = Service.objects.select_related("party").get(pk=event.service_id)
    if event.by_agent:
        words = f"{_brief(row.title)}会再送您本人，期限从您收到后算起，原来的最后一天不算了。"
        return [NoticeRequest(kind="taken_back", title="文书改送您本人", body=words, parties=(event.party_id,))]
    then = "期限从送达法定代理人起另算"
    if row.kind in BY_ACCEPTANCE:
        then = "法定代理人签收以前，调解书不生效"
    words = f"{_brief(row.title)}送达{row.party.name}本人不算，改送法定代理人；{then}。"
    if row.decision:  # they had read that it was in effect, and may be about to pay (民诉法158, 171)
        words += "它现在没有生效，先不用照着履行。"
    others = record.case.parties.filter(left_on__isnull=True).exclude(pk=event.party_id).order_by("pk")
    parties = tuple(others.values_list("pk", flat=True))
    return [NoticeRequest(kind="taken_back", title="文书改送法定代理人", body=words, parties=parties)]


def _day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def _brief(title: str) -> str:
    return f"《{title}》" if len(title) <= _BRIEF else "文书"


NOTICES = Makers(
    on(Served, _served),
    on(Failed, _failed),
    on(Asked, _asked),
    on(Sought, _heard),
    on(NotKnown, _heard),
    on(Unanswered, _unanswered),
    on(TriedAgain, _tried_again),
    on(NoticeEnded, _notice_ended),
    on(Published, _published),
    on(TakenBack, _taken_back),
)
