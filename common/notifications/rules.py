"""When to try again, who counts as the same recipient, and the words of sign-in messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from common.law import clock
from common.notifications.states import Channel

CLAIM = timedelta(minutes=2)  # far above any adapter's time-out; a claim older than this belonged to a worker that died
ATTEMPTS = 7
_FIRST = timedelta(seconds=20)
_LONGEST = timedelta(hours=6)


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after the n-th failed attempt (20 s, 80 s, … at most 6 h); None: give up."""
    if attempts >= ATTEMPTS:
        return None
    wait: timedelta = _FIRST * 4 ** max(0, attempts - 1)
    return min(_LONGEST, wait)


_DAY, _NIGHT = time(8), time(21)  # not law: when a court may ring somebody's telephone unasked


def waking(now: datetime) -> datetime:
    """The moment itself by day; at night the next morning. For what nobody waits for: reminders, what the night's
    sweeps lead to. A code, or the answer to what somebody has just done, is sent at once."""
    now = clock.moment(now)  # the hour where the telephone is
    if _DAY <= now.timetz().replace(tzinfo=None) < _NIGHT:
        return now
    morning = now.replace(hour=_DAY.hour, minute=0, second=0, microsecond=0)
    return morning if now.hour < _DAY.hour else morning + timedelta(days=1)


AT_ONCE = timedelta(minutes=15)  # how late an answer to what somebody has just done is still one


def rests(made_at: datetime, now: datetime) -> bool:
    """Whether a message that was to be out earlier waits for the morning: its worker was down, or the gateway."""
    return waking(now) > now and now - made_at > AT_ONCE


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to tell and where. What is empty is not used: no user, no in-site message; no phone, no SMS. `agent_id`: the
    mandate of whoever speaks for the party; none is the party itself.

    `channels` narrows it further (None: every way there is). `known`: the number is surely this person's; to one that
    only the other side gave nothing of the case goes.
    """

    user_id: int | None = None
    party_id: int | None = None
    agent_id: int | None = None
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    channels: frozenset[Channel] | None = None
    known: bool = True

    def ways(self) -> list[Channel]:
        """The channels this recipient can be reached by, in the order they are sent."""
        have = [
            (Channel.IN_SITE, self.user_id is not None),
            (Channel.SMS, bool(self.phone)),
            (Channel.EMAIL, bool(self.email)),
        ]
        return [way for way, there in have if there and (self.channels is None or way in self.channels)]


def each_once(people: Iterable[Recipient]) -> list[Recipient]:
    """The same words reach the same person once, whatever they are in the case: agent of two parties, party and agent
    of another, husband and wife at one number. Who is surely at a number goes before who may be."""
    found: dict[object, Recipient] = {}
    for number, one in enumerate(people):
        key = one.user_id or one.phone or one.email or f"nobody {number}"
        had = found.get(key)
        if had is None or (one.known and not had.known):
            found[key] = one
    return list(found.values())


def recipient_key(recipient: Recipient, address_hash: str | None) -> str:
    """Who is the same recipient for "once only": the person in a case, else the user, else the address's HMAC."""
    if recipient.party_id is not None:
        # A party and each of its agents are told separately, with an account or without.
        if recipient.user_id is None and recipient.agent_id is not None:
            return f"party:{recipient.party_id}:agent:{recipient.agent_id}"
        return f"party:{recipient.party_id}:{recipient.user_id or ''}"
    if recipient.user_id is not None:
        return f"user:{recipient.user_id}"
    return f"address:{(address_hash or '')[:32]}"


# To a number nobody has checked: whoever reads it may be anybody.
NEUTRAL_TITLE = "请与法院联系"
NEUTRAL = "有一件与您有关的案件，法院想和您联系。请打 12368，或者带身份证到法院窗口问。法院不会要您转账。"


WHOSE = 12  # characters of a case's name that a message of 70 always has room for
_JOINTS = [re.compile(f"(..+?)({joint})(..+)") for joint in "诉与"]  # a suit's first: 与 stands in names more often


def whose(title: str, room: int = WHOSE) -> str:
    """张三诉李四案, as a message names a case in so much room: of a long name the beginning of each side stays, so that
    two cases of one bank read apart."""
    end = "" if title.endswith(("案", "问题")) else "案"  # a petition is called after what it raises
    if len(title + end) <= room:
        return f"{title}{end}"
    found = next((found for joint in _JOINTS if (found := joint.fullmatch(title))), None)
    if found is None:
        return f"{_cut(title, room - len(end))}{end}"
    one, joint, other = found.groups()
    room -= len(joint + end)
    one = _cut(one, max(room // 2, room - len(other)))
    return f"{one}{joint}{_cut(other, room - len(one))}{end}"


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"


SIGN = "【云浮法院】"  # the gateway puts it before every message
ONE = 70 - len(SIGN)  # characters of our own in one message
MORE = "其余请上网看。"
_NAME = "\ue000" * WHOSE  # keeps the case's place while the rest is fitted
_WEEKDAY = re.compile("（周.）")
_SENTENCES = re.compile(r"[^。]+。?")
_HAS_DAY = re.compile(r"\d 月 ?\d+ ?日|[一二三四五六七八九十\d] ?日内|工作日")


def one_message(body: str, title: str) -> str:
    """What a telephone is told, in one message: the case, by as much of its name as there is room for. The day of the
    week goes first of what does not fit; the rest is read on the web: the first sentence stays, and those that say by
    when before the others.

    `title`: of the case; "" where it is about none.
    """
    if title:
        body = body.replace(f"{title}案", _NAME).replace(title, _NAME)
        if _NAME not in body[: ONE // 2]:  # what stands behind might be cut
            body = f"{_NAME}：{body.replace(_NAME, '本案')}"
    said = _within(body)
    named = said.count(_NAME)
    return said.replace(_NAME, whose(title, WHOSE + (ONE - len(said)) // named)) if named else said


def _within(body: str) -> str:
    """As much of it as one message holds."""
    body = body if len(body) <= ONE else _WEEKDAY.sub("", body)
    if len(body) <= ONE:
        return body
    said = _SENTENCES.findall(body)
    kept: set[int] = set()
    for number in sorted(range(len(said)), key=lambda at: (at > 0, not _HAS_DAY.search(said[at]), at)):
        if sum(len(said[at]) for at in kept | {number}) <= ONE - len(MORE):
            kept.add(number)
    if 0 in kept:
        return "".join(said[at] for at in sorted(kept)) + MORE
    room = ONE - len(MORE) - 1
    cut = max((said[0].rfind(mark, 0, room) for mark in "，；、（"), default=-1)
    return f"{said[0][: cut if cut > room // 2 else room]}。{MORE}"


@dataclass(frozen=True, kw_only=True)
class NoticeRequest:
    """What a room asks to have said about an event, to parties and to users by their pk; the roof sends it.

    `link` is a path of the portal; empty means the case page. `neutral`: what a number is told that nobody has checked:
    no name, no cause, nothing of the case. `sms`: what a telephone is told where the shortened body (`one_message`)
    would not do, one message, the case named. `inbox_only`: it rings no telephone. `itself`: the parties alone, not
    who speaks for them.
    """

    kind: str
    title: str
    body: str
    parties: tuple[int, ...] = ()
    users: tuple[int, ...] = ()
    link: str = ""
    neutral: str = NEUTRAL
    sms: str = ""
    inbox_only: bool = False
    itself: bool = False


# Sign-in messages. Codes are good for five minutes (settings), after that the message is of no use and is dropped.
CODE_LIFE = timedelta(minutes=5)
CODE = "people."  # how the kinds of such a message begin
CODES_FOR = timedelta(days=30)  # not law: that one was sent, for whoever says that none came
_CODES: dict[str, tuple[str, str]] = {
    "code": ("验证码", "验证码 {code}，5 分钟内有效。请勿告诉任何人，法院工作人员不会向您索要验证码。"),
    "sign_code": (
        "签名验证码",
        "验证码 {code}，用来签署{what}，校验码 {mark}，10 分钟内有效。请勿外传。",
    ),
    "unknown_account": (
        "登录提示",
        "有人用此号码请求登录云浮法院诉讼服务，但该号码还没有账号。如是您本人，请先注册；如不是，请忽略。",
    ),
    "account_exists": (
        "注册提示",
        "有人用此号码请求注册云浮法院诉讼服务，但该号码已有账号。如是您本人，请直接登录；如不是，请忽略。",
    ),
    "phone_changed": (
        "更换手机号提示",
        "您在云浮法院诉讼服务的账号刚换了手机号，此号码不再接收验证码。不是您本人换的，请马上拨打12368。",
    ),
    "invitation": ("查看案件", "案件码 {code}。您是{case}的当事人，请登录云浮法院诉讼服务，凭此码和身份证件查看。"),
}


LASTING = {"phone_changed"}  # what no code stands in: it is sent however late


def code_words(template: str, context: Mapping[str, str]) -> tuple[str, str]:
    """(title, text) of a sign-in message. KeyError for an unknown template or a missing value."""
    title, text = _CODES[template]
    return title, text.format(**context)
