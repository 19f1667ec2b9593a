"""What a public notice must say (解释139), and what of it may stand where everybody reads it."""

from __future__ import annotations

from collections.abc import Sequence

from common.law.articles import Finding, art
from common.law.causes import exists, under
from common.law.papers import PaperKind

# Family and succession, privacy, orders of protection: whose names everybody reads, and whose quarrel nobody does.
_PRIVATE = ("第二部分", "8", "五十一")


def kept_private(cause: str) -> bool:
    """Whether what a case of this cause is about is nobody else's business (民诉法137; 反家暴法5)."""
    return exists(cause) and under(cause, *_PRIVATE)


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
    if "传票" in title:
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
