"""What a public notice must say (解释139), and what of it may stand where everybody reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date

from common.law.articles import Finding, art
from common.law.causes import exists, under
from common.law.money import brief
from common.law.papers import PaperKind

# Family and succession, privacy, orders of protection: whose names everybody reads, and whose quarrel nobody does.
_PRIVATE = ("第二部分", "8", "五十一")


def kept_private(cause: str) -> bool:
    """Whether what a case of this cause is about is nobody else's business (民诉法137; 反家暴法5)."""
    return exists(cause) and under(cause, *_PRIVATE)


# Whoever writes of a child may name it: a child is told of to nobody, whether it is a party or not.
_CHILD = re.compile(r"婚生|子女|孩子|小孩|儿子|女儿|长子|次子|长女|次女|儿童|幼儿|婴儿|未成年|学生|抚养|监护|探望|出生")
# What a claim asks, in the words of the law: of its text nothing else is proposed to be published.
_ASKS = re.compile(
    "(?P<act>归还|返还|偿还|退还|支付|给付|清偿|赔偿|补偿|交付|腾退|搬离|拆除|修复|排除妨害|停止侵害|恢复原状|消除影响"
    "|赔礼道歉|继续履行|解除|撤销|确认|办理|过户|分割|变更)"
    "|(?P<what>借款|本金|利息|货款|工程款|租金|租赁|物业费|服务费|劳务报酬|工资|经济补偿|违约金|定金|押金|保证金|保险金"
    "|医疗费|误工费|护理费|营养费|交通费|伤残赔偿金|死亡赔偿金|丧葬费|精神损害抚慰金|修理费|损失|房屋|土地|车辆|货物"
    "|买卖|合同|协议|劳动关系|婚姻关系|夫妻共同财产|遗产|所有权|抵押权|优先受偿|登记|手续|保证责任|连带责任|清偿责任"
    "|律师费|保全费|诉讼费用|诉讼费|受理费|责任|费用)"
)
# By what everybody could find somebody: digits however they are parted (a telephone, a document, an account), a name in
# a messenger, a mailbox, the plate of a car, a door, a village and its group.
_SPOKEN = str.maketrans("〇零一二三四五六七八九幺", "001234567891")
_PARTED = r"[\s\-–—_.·/\\()*#+,]{0,4}"
_RUN = re.compile(rf"\d(?:{_PARTED}\d){{6,}}", re.ASCII)
_DAY = re.compile(r"(?<![\d-])(?:19|20)\d\d-\d{1,2}-\d{1,2}(?![\d-])", re.ASCII)
_SUM = re.compile(r"(?<![\d\-.,])(?:\d{1,3}(?:,\d{3})+|\d{1,10})(?:\.\d{1,2})?\s*(?=[万亿]?元)", re.ASCII)
_HANDLE = re.compile(
    r"[\w.+-]+@[\w.-]+|(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9_-]{5,}|(?:微信|QQ)[号:]?\s*[\w-]{5,}", re.ASCII | re.I
)
_PROVINCE = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新港澳"
_PLATE = re.compile(rf"[{_PROVINCE}][A-Z][\s·.-]?[A-Z0-9]{{5,6}}", re.I)
_PLACE = "省|市|县|区|镇|乡|街道|村|大道|路|街|巷|小区|花园|苑|大厦|广场"
_DOOR = re.compile(
    rf"(?:(?:(?![于在住址处至到从由])[\u4e00-\u9fff]){{1,6}}?(?:{_PLACE}))+[\u4e00-\u9fff]{{0,6}}?"
    r"\s*\d+\s*(?:号|栋|幢|座|单元|室|房)"
)
_VILLAGE = re.compile(
    r"(?:县|区|镇|乡|街道)[^,。;、\s]{1,12}?(?:村|屯|寨)|(?:村|社区|屯|寨)[^,。;、\s]{0,8}?[\d十]+\s*(?:组|队|社|户)|村民小组"
)
_AGE = re.compile(r"(\d{1,2}|[十一二三四五六七八九]{1,3})\s*(?:周|虚)?岁")
_BORN = re.compile(
    r"((?:19|20)\d\d)\s*[年.-][^,。;、]{0,8}?(?<![发产])生(?![活产意效])|生于\s*((?:19|20)\d\d)|((?:19|20)\d\d)\s*后"
)
_ADULT = 18  # 民法典17


def tells_of_child(text: str) -> bool:
    """Whether what is said may name a child, or tell of one (个人信息保护法28, 31)."""
    return bool(_CHILD.search(text))


def tells_of_minor(text: str, today: date) -> bool:
    """Whether it says of somebody an age, or a year of birth, by which they are a child today."""
    plain = _plain(text)
    ages = (_years(each) for each in _AGE.findall(plain))
    born = (int(next(filter(None, each))) for each in _BORN.findall(plain))
    return any(age < _ADULT for age in ages) or any(year + _ADULT >= today.year for year in born)


def masked(text: str, names: Collection[str]) -> str:
    """The text with these people by their family name alone."""
    for name in sorted({each for each in names if len(each) > 1}, key=len, reverse=True):
        text = text.replace(name, f"{name[0]}某某")
    return text


def leads_to_somebody(text: str) -> bool:
    """Whether by what is said somebody could be found, in whatever way it is written: full-width, spoken, parted."""
    plain = _plain(text)
    digits = _SUM.sub("元", _DAY.sub("日", plain)).translate(_SPOKEN)
    found = _RUN.search(digits) or _HANDLE.search(plain) or _PLATE.search(plain)
    return bool(found or _DOOR.search(plain) or _DOOR.search(plain.translate(_SPOKEN)) or _VILLAGE.search(plain))


def points(cause: str, claims: Sequence[tuple[str, int | None]]) -> str:
    """The points of a suit (解释139), as a clerk is proposed to publish them: its cause, and of each claim what it asks
    and how much (fen), never its text; where the claims tell of a child, its cause alone."""
    what = f"因{cause}起诉。" if cause else ""
    if not claims or any(tells_of_child(text) for text, _ in claims):
        return f"{what}请求的内容写在起诉状副本里。"
    asked = [_asks(text, amount) for text, amount in claims]
    return f"{what}请求：{'；'.join(asked)}。"


def _asks(text: str, amount: int | None) -> str:
    """One claim in the words of `_ASKS`: 归还借款本金、利息，50000 元."""
    told, after, end = "", "", 0
    for each in _ASKS.finditer(text):
        if told and after != "act" and each.start() != end:
            told += "、"
        told, after, end = told + each.group(), str(each.lastgroup), each.end()
    sum_ = f"{brief(amount)} 元" if amount else ""
    return "，".join(filter(None, (told, sum_))) or "其他请求（写在起诉状副本里）"


def lays_open(text: str, names: Collection[str], today: date) -> str:
    """In words, what of it nobody may publish; empty: nothing."""
    if found := next((name for name in names if len(name) > 1 and name in text), ""):
        return f"写到了未成年人或者有法定代理人的人的姓名（{found}），请改成“{found[0]}某某”。"
    if tells_of_minor(text, today):
        return "写到了未满 18 岁的人的年龄或者出生年份，请连同姓名一起去掉再公开。"
    if leads_to_somebody(text):
        return "写到了证件号码、电话、账号、微信号、车牌或者住址，请去掉再公开。金额请写“元”。"
    return ""


def _plain(text: str) -> str:
    """As a reader takes it: full-width and circled figures as figures, nothing that has no width. A Chinese comma ends
    a number, a Western one may stand in it."""
    text = unicodedata.normalize("NFKC", text.replace("，", "、"))
    return "".join(each for each in text if unicodedata.category(each) != "Cf")


def _years(words: str) -> int:
    """An age in figures or in Chinese: 9, 九, 十二."""
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    one = int(ones.translate(_SPOKEN)) if ones else 0
    return (int(tens.translate(_SPOKEN)) if tens else 1) * 10 + one if ten else one


def named_publicly(name: str, *, guardian: str, child: bool) -> Finding[str]:
    """Whom a notice for everybody names; nobody: it is put up at the court and at the home only (解释138). A ward's
    papers go to the guardian (民诉法60), so it is the guardian who is called, and the ward is not named: who cannot
    look after themselves, above all a child, is not told of to everybody (个人信息保护法28). On the board a child whose
    guardian nobody knows is called by its family name."""
    if guardian:
        return Finding(guardian, (art("民诉法", 60), art("个人信息保护法", 28)))
    return Finding(f"{name[:1]}某某的法定代理人" if child else name, (art("个人信息保护法", 28),) if child else ())


def needs_gist(kind: str, title: str, *, decision: bool) -> str:
    """What the notice of such a paper must tell of its content, as the form asks for it (解释139); empty: nothing."""
    if kind == PaperKind.COMPLAINT_COPY:
        return "起诉要点"
    if _summons(kind, title):
        return "出庭的时间、地点"
    return "裁判主要内容" if decision else ""


def _summons(kind: str, title: str) -> bool:
    """Whether it calls somebody to a hearing: by its kind, or, of a file a clerk brought, by what they called it."""
    return kind == PaperKind.SUMMONS or "传票" in title


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
    if _summons(kind, title):
        told.append("没有正当理由不到庭的，法院" + ("可以缺席判决。" if sued else "可以按撤诉处理。"))
    return told
