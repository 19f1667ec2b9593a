"""What a public notice must say (解释139), and what of it may stand where everybody reads it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from common.law.articles import Finding, art
from common.law.causes import exists, under
from common.law.papers import PaperKind

# Family and succession, privacy, orders of protection: whose names everybody reads, and whose quarrel nobody does.
_PRIVATE = ("第二部分", "8", "五十一")


def kept_private(cause: str) -> bool:
    """Whether what a case of this cause is about is nobody else's business (民诉法137; 反家暴法5)."""
    return exists(cause) and under(cause, *_PRIVATE)


# Whoever writes of a child may name it: a child is told of to nobody, whether it is a party or not.
_CHILD = re.compile(r"婚生|子女|孩子|小孩|儿子|女儿|长子|次子|长女|次女|儿童|幼儿|婴儿|未成年|学生|抚养|监护|探望|出生")
# By what everybody could find somebody: a document, a telephone, an account, a mailbox, a door.
_NUMBERS = re.compile(r"(?<![\d.])(?:\d{15,19}[Xx]?|1\d{10}|0\d{2,3}[- ]?\d{7,8})(?![\d.])|[\w.+-]+@[\w.-]+", re.ASCII)
_PLACE = "省|市|县|区|镇|乡|街道|村|大道|路|街|巷|小区|花园|苑|大厦|广场"
_DOOR = re.compile(
    rf"(?:(?:(?![于在住址处至到从由])[\u4e00-\u9fff]){{1,6}}?(?:{_PLACE}))+[\u4e00-\u9fff]{{0,6}}?"
    r"\d+(?:号|栋|幢|座|单元|室|房)(?:[\d-]+(?:号|栋|幢|座|单元|室|房)?)*"
)
_LONGEST = 60  # characters of one claim in the points of a suit


def tells_of_child(text: str) -> bool:
    """Whether what is said may name a child, or tell of one (个人信息保护法28, 31)."""
    return bool(_CHILD.search(text))


def masked(text: str, names: Collection[str]) -> str:
    """The text with these people by their family name alone."""
    for name in sorted({each for each in names if len(each) > 1}, key=len, reverse=True):
        text = text.replace(name, f"{name[0]}某某")
    return text


def scrubbed(text: str) -> str:
    """The text without what would lead everybody to somebody's door."""
    return _DOOR.sub("（地址略）", _NUMBERS.sub("（号码略）", text))


def points(cause: str, claims: Sequence[str], names: Collection[str]) -> str:
    """The points of a suit (解释139), as a clerk is proposed to publish them: its cause and each claim in short,
    without `names` or numbers; where the claims tell of a child, its cause alone."""
    what = f"因{cause}起诉。" if cause else ""
    whole = " ".join(claims)
    if tells_of_child(whole):
        return f"{what}请求的内容写在起诉状副本里。"
    short = (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……" for text in map(scrubbed, claims))
    return masked(what + " ".join(short), names)


def lays_open(text: str, names: Collection[str]) -> str:
    """In words, what of it nobody may publish; empty: nothing."""
    if found := next((name for name in names if len(name) > 1 and name in text), ""):
        return f"写到了未成年人或者有法定代理人的人的姓名（{found}），请改成“{found[0]}某某”。"
    if scrubbed(text) != text:
        return "写到了证件号码、电话、账号或者住址，请去掉再公开。"
    return ""


def named_publicly(name: str, *, guardian: str, child: bool) -> Finding[str]:
    """Whom a notice for everybody names; nobody: it is put up at the court and at the home only (解释138). A ward's
    papers go to the guardian (民诉法60), so it is the guardian who is called, and the ward is not named: who cannot
    look after themselves, above all a child, is not told of to everybody (个人信息保护法28)."""
    if guardian:
        return Finding(guardian, (art("民诉法", 60), art("个人信息保护法", 28)))
    return Finding("" if child else name, (art("个人信息保护法", 28),) if child else ())


def needs_gist(kind: str, title: str, *, decision: bool) -> str:
    """What the notice of such a paper must tell of its content, as the form asks for it (解释139); empty: nothing."""
    if kind == PaperKind.COMPLAINT_COPY:
        return "起诉要点"
    if kind == PaperKind.SUMMONS or "传票" in title:
        return "出庭的时间、地点"
    return "裁判主要内容" if decision else ""


def notice_lines(
    *,
    kind: str,
    title: str,
    decision: bool,
    nowhere: bool,
    sued: bool,
    gist: str,
    terms: Sequence[tuple[str, str, str]],
    court: str,
    above: str,
    private: bool = False,
) -> list[str]:
    """What a public notice says beside whom it is for (解释139). `nowhere`: nobody knows where they are; `sued`: the
    addressee is a respondent; `terms`: key, name and length of what runs from the end of the notice; `above`: the court
    of appeal. `private`: what everybody may read of it, without the content."""
    told = ["原因：" + ("您下落不明。" if nowhere else "用其他方式没有送到您。")]
    what = needs_gist(kind, title, decision=decision)
    if what and gist:
        told.append(f"{what}：{f'不在网上公开，请到{court}看。' if private else gist}")
    for key, name, length in terms:
        if key.startswith("appeal") or key.endswith("appeal"):
            told.append(f"您不服的，可以在公告期满后{length}内把上诉状交到{court}，上诉到{above}。")
        elif kind == PaperKind.COMPLAINT_COPY:
            told.append(f"答辩期限：公告期满后{length}内。不答辩的，不影响法院审理。")
        else:
            told.append(f"{name}：公告期满后{length}内。")
    if what.startswith("出庭"):
        told.append("没有正当理由不到庭的，法院" + ("可以缺席判决。" if sued else "可以按撤诉处理。"))
    return told
