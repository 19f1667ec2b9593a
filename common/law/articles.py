"""What a rule rests on: laws, articles, and the Finding that carries a value together with its grounds.

Marks, as in the law dossier: ``V`` read in the official text, ``V-sec`` read in a secondary page, ``R`` recalled and
not confirmed. Whatever rests on an ``R`` law is a setting and is shown as 待确认.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Generic, TypeVar

from common.law.numerals import chinese_numeral

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

UNCONFIRMED = "待确认"
# What the court itself doubts: a setting, an example, a stopgap. Staff read it, no party.
DOUBTS: tuple[str, ...] = (UNCONFIRMED, "示例", "暂定", "暂按")


def sure(note: str) -> str:
    """What a party reads of a note: without the sentences and clauses that tell a doubt of the court's own."""
    kept = [each for each in re.split(r"(?<=[；。])", note) if not any(word in each for word in DOUBTS)]
    return "".join(kept).rstrip("；")


class Mark(StrEnum):
    VERIFIED = "V"
    SECONDARY = "V-sec"
    RECALLED = "R"


@dataclass(frozen=True, slots=True)
class Law:
    """One legal text. ``unit`` is the word for its divisions (条, 点); ``since`` its in-force day, if known.

    ``number`` is the document number and stays empty where the text held does not print it.
    """

    key: str
    title: str
    short: str
    number: str
    since: date | None
    mark: Mark
    unit: str = "条"


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a law, optionally down to the paragraph (款) and item (项). ``number`` may be empty: the whole."""

    law: str
    number: str
    paragraph: int | None = None
    item: int | None = None

    @property
    def source(self) -> Law:
        return LAWS[self.law]

    @property
    def place(self) -> str:
        """第八十五条第一款第（二）项, or nothing for the whole text."""
        if not self.number:
            return ""
        text = f"第{chinese_numeral(int(self.number))}{self.source.unit}"
        if self.paragraph is not None:
            text += f"第{chinese_numeral(self.paragraph)}款"
        if self.item is not None:
            text += f"第（{chinese_numeral(self.item)}）项"
        return text

    @property
    def cite(self) -> str:
        """《中华人民共和国民事诉讼法》第八十五条."""
        law = self.source
        title = law.title.replace("《", "〈").replace("》", "〉")
        number = f"（{law.number}）" if law.number and not self.number else ""
        return f"《{title}》{number}{self.place}"

    @property
    def short(self) -> str:
        """民事诉讼法第八十五条."""
        return f"{self.source.short}{self.place}"

    def __str__(self) -> str:
        return self.cite


@dataclass(frozen=True, slots=True)
class Finding(Generic[T_co]):
    """What a rule found: the value, the articles it rests on, a note for the reader, and whether the law is confirmed.

    ``confirmed`` is False where the value rests on a setting or on law not held here: show it as 待确认.
    """

    value: T_co
    articles: tuple[Article, ...] = ()
    note: str = ""
    confirmed: bool = True

    @property
    def grounds(self) -> str:
        """The short citations in one line of Chinese, with the note: 民事诉讼法第八十五条；……."""
        parts = [article.short for article in self.articles]
        text = "、".join(parts)
        return f"{text}（{self.note}）" if text and self.note else text or self.note


def _law(
    key: str, title: str, short: str, number: str, since: tuple[int, int, int] | None, mark: Mark, unit: str = "条"
) -> Law:
    return Law(key, title, short, number, date(*since) if since else None, mark, unit)


_V, _S, _R = Mark.VERIFIED, Mark.SECONDARY, Mark.RECALLED

# Document numbers stand only where the text or the dossier prints them.
LAWS: dict[str, Law] = {
    law.key: law
    for law in (
        _law("民诉法", "中华人民共和国民事诉讼法", "民事诉讼法", "", (2024, 1, 1), _V),
        _law(
            "民诉解释",
            "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释",
            "民诉法解释",
            "",
            (2022, 4, 10),
            _V,
        ),
        _law("收费办法", "诉讼费用交纳办法", "诉讼费用交纳办法", "国务院令第481号", (2007, 4, 1), _V),
        _law("立案规定", "最高人民法院关于人民法院登记立案若干问题的规定", "登记立案规定", "", (2015, 5, 1), _V),
        _law("在线诉讼", "人民法院在线诉讼规则", "在线诉讼规则", "法释〔2021〕12号", (2021, 8, 1), _V),
        _law("在线调解", "人民法院在线调解规则", "在线调解规则", "法释〔2021〕23号", (2022, 1, 1), _V),
        _law(
            "特邀调解",
            "最高人民法院关于人民法院特邀调解的规定",
            "特邀调解规定",
            "法释〔2016〕14号",
            (2016, 7, 1),
            _V,
        ),
        _law(
            "司法确认",
            "最高人民法院关于人民调解协议司法确认程序的若干规定",
            "司法确认规定",
            "法释〔2011〕5号",
            (2011, 3, 30),
            _V,
        ),
        _law("信访条例", "信访工作条例", "信访工作条例", "", (2022, 5, 1), _V),
        _law(
            "审限规定",
            "最高人民法院关于严格执行案件审理期限制度的若干规定",
            "审理期限规定",
            "",
            (2000, 9, 28),
            _V,
        ),
        _law(
            "延审规定",
            "最高人民法院关于严格规范民商事案件延长审限和延期开庭问题的规定",
            "延长审限规定",
            "",
            (2018, 4, 26),
            _V,
        ),
        _law("简易规定", "最高人民法院关于适用简易程序审理民事案件的若干规定", "简易程序规定", "", (2003, 12, 1), _V),
        _law("行诉法", "中华人民共和国行政诉讼法", "行政诉讼法", "", (1990, 10, 1), _V),
        _law(
            "行诉解释",
            "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释",
            "行政诉讼法解释",
            "",
            (2018, 2, 8),
            _V,
        ),
        _law("证据规定", "最高人民法院关于民事诉讼证据的若干规定", "民事诉讼证据规定", "", (2020, 5, 1), _V),
        _law(
            "保全规定",
            "最高人民法院关于人民法院办理财产保全案件若干问题的规定",
            "财产保全规定",
            "",
            (2016, 12, 1),
            _V,
        ),
        _law("督促规定", "最高人民法院关于适用督促程序若干问题的规定", "督促程序规定", "", (2001, 1, 21), _V),
        _law(
            "执行规定",
            "最高人民法院关于人民法院执行工作若干问题的规定（试行）",
            "执行工作规定",
            "",
            (1998, 7, 8),
            _V,
        ),
        _law(
            "执行解释",
            "最高人民法院关于适用《中华人民共和国民事诉讼法》执行程序若干问题的解释",
            "执行程序解释",
            "",
            (2009, 1, 1),
            _V,
        ),
        _law(
            "涉港澳送达",
            "最高人民法院关于涉港澳民商事案件司法文书送达问题若干规定",
            "涉港澳司法文书送达规定",
            "",
            (2009, 3, 16),
            _V,
        ),
        _law(
            "涉台送达",
            "最高人民法院关于涉台民事诉讼文书送达的若干规定",
            "涉台民事诉讼文书送达规定",
            "",
            (2008, 4, 23),
            _V,
        ),
        _law(
            "再审解释",
            "最高人民法院关于适用《中华人民共和国民事诉讼法》审判监督程序若干问题的解释",
            "审判监督程序解释",
            "",
            None,
            _V,
        ),
        _law(
            "专递规定",
            "最高人民法院关于以法院专递方式邮寄送达民事诉讼文书的若干规定",
            "法院专递送达规定",
            "",
            (2005, 1, 1),
            _V,
        ),
        _law("合议庭规定", "最高人民法院关于人民法院合议庭工作的若干规定", "合议庭工作规定", "", (2002, 8, 17), _V),
        _law("反家暴法", "中华人民共和国反家庭暴力法", "反家庭暴力法", "", (2016, 3, 1), _V),
        _law("法律援助法", "中华人民共和国法律援助法", "法律援助法", "", (2022, 1, 1), _V),
        _law("调解仲裁法", "中华人民共和国劳动争议调解仲裁法", "劳动争议调解仲裁法", "", (2008, 5, 1), _V),
        _law("人民调解法", "中华人民共和国人民调解法", "人民调解法", "", (2011, 1, 1), _V),
        _law("个人信息保护法", "中华人民共和国个人信息保护法", "个人信息保护法", "", (2021, 11, 1), _V),
        _law("民法典", "中华人民共和国民法典", "民法典", "", (2021, 1, 1), _S),
        _law(
            "实施意见",
            "云浮市中级人民法院关于推进“一站式”诉讼服务体系建设的实施意见",
            "实施意见",
            "云中法发〔2020〕8号",
            (2020, 4, 29),
            _V,
        ),
        _law(
            "2025意见",
            "最高人民法院关于严格依法规范民事案件立案与调解工作的意见",
            "立案与调解工作意见",
            "",
            (2025, 1, 1),
            _S,
            "点",
        ),
        _law("案由规定", "民事案件案由规定", "民事案件案由规定", "法〔2025〕227号", (2026, 1, 1), _S),
        _law(
            "粤价函",
            "广东省诉讼费用交纳标准",
            "广东省诉讼费用标准（粤价函〔2008〕45号）",
            "粤价函〔2008〕45号",
            None,
            _S,
        ),
        _law("放假通知", "国务院办公厅关于部分节假日安排的通知", "国务院办公厅放假通知", "", None, _V),
        _law(
            "劳动争议解释",
            "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）",
            "劳动争议司法解释（一）",
            "",
            (2021, 1, 1),
            _V,
        ),
        _law(
            "人身损害解释",
            "最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释",
            "人身损害赔偿解释",
            "",
            (2022, 5, 1),
            _V,
        ),
        _law(
            "道交解释",
            "最高人民法院关于审理道路交通事故损害赔偿案件适用法律若干问题的解释",
            "道路交通事故解释",
            "",
            (2021, 1, 1),
            _V,
        ),
        _law(
            "民间借贷规定",
            "最高人民法院关于审理民间借贷案件适用法律若干问题的规定",
            "民间借贷规定",
            "",
            (2021, 1, 1),
            _V,
        ),
        _law(
            "物业解释",
            "最高人民法院关于审理物业服务纠纷案件适用法律若干问题的解释",
            "物业服务解释",
            "",
            (2021, 1, 1),
            _V,
        ),
        _law(
            "迟延履行解释",
            "最高人民法院关于执行程序中计算迟延履行期间的债务利息适用法律若干问题的解释",
            "迟延履行利息解释",
            "法释〔2014〕8号",
            (2014, 8, 1),
            _V,
        ),
        _law(
            "精神损害解释",
            "最高人民法院关于确定民事侵权精神损害赔偿责任若干问题的解释",
            "精神损害赔偿解释",
            "",
            None,
            _V,
        ),
        _law("道交法", "中华人民共和国道路交通安全法", "道路交通安全法", "", None, _V),
        _law("交强险条例", "机动车交通事故责任强制保险条例", "交强险条例", "", None, _S),
        _law("劳动法", "中华人民共和国劳动法", "劳动法", "", None, _V),
        _law("劳动合同法", "中华人民共和国劳动合同法", "劳动合同法", "", None, _V),
        _law("劳动合同条例", "中华人民共和国劳动合同法实施条例", "劳动合同法实施条例", "", None, _V),
        _law(
            "劳动争议解释二",
            "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）",
            "劳动争议司法解释（二）",
            "法释〔2025〕12号",
            None,
            _S,
        ),
        _law("年休假条例", "职工带薪年休假条例", "职工带薪年休假条例", "", None, _V),
        _law("年休假办法", "企业职工带薪年休假实施办法", "年休假实施办法", "", None, _V),
        _law("物业条例", "物业管理条例", "物业管理条例", "", None, _V),
        _law("买卖解释", "最高人民法院关于审理买卖合同纠纷案件适用法律问题的解释", "买卖合同解释", "", None, _V),
        _law(
            "合同解释",
            "最高人民法院关于适用《中华人民共和国民法典》合同编通则若干问题的解释",
            "合同编通则解释",
            "",
            None,
            _V,
        ),
        _law("消法", "中华人民共和国消费者权益保护法", "消费者权益保护法", "", None, _V),
        _law("食安法", "中华人民共和国食品安全法", "食品安全法", "", None, _V),
        _law(
            "食药解释",
            "最高人民法院关于审理食品药品惩罚性赔偿纠纷案件适用法律若干问题的解释",
            "食品药品惩罚性赔偿解释",
            "",
            None,
            _V,
        ),
        _law(
            "预付消费解释",
            "最高人民法院关于审理预付式消费民事纠纷案件适用法律若干问题的解释",
            "预付式消费解释",
            "",
            None,
            _V,
        ),
        _law(
            "婚姻家庭解释",
            "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）",
            "婚姻家庭编解释（一）",
            "",
            None,
            _V,
        ),
        _law(
            "婚姻家庭解释二",
            "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（二）",
            "婚姻家庭编解释（二）",
            "",
            None,
            _V,
        ),
        _law(
            "虚假陈述规定",
            "最高人民法院关于审理证券市场虚假陈述侵权民事赔偿案件的若干规定",
            "证券虚假陈述规定",
            "",
            None,
            _V,
        ),
        _law("企业破产法", "中华人民共和国企业破产法", "企业破产法", "", (2007, 6, 1), _R),
        _law("信访设定", "法院设定的信访答复期限（设置项）", "法院设定的信访答复期限", "", None, _R),
        _law("级别管辖", "级别管辖标准（广东省，金额为设置项）", "级别管辖标准", "", None, _R),
        _law(
            "保护令规定",
            "最高人民法院关于办理人身安全保护令案件适用法律若干问题的规定",
            "人身安全保护令规定",
            "",
            (2022, 8, 1),
            _V,
        ),
        _law(
            "回避规定",
            "最高人民法院关于审判人员在诉讼活动中执行回避制度若干问题的规定",
            "回避制度规定",
            "",
            (2011, 6, 13),
            _V,
        ),
        _law(
            "庭审录像规定",
            "最高人民法院关于人民法院庭审录音录像的若干规定",
            "庭审录音录像规定",
            "",
            (2017, 3, 1),
            _V,
        ),
        _law("查阅规定", "最高人民法院关于诉讼代理人查阅民事案件材料的规定", "查阅民事案件材料规定", "", None, _S),
        _law("执行担保", "最高人民法院关于执行担保若干问题的规定", "执行担保规定", "", None, _S),
        _law("限高规定", "最高人民法院关于限制被执行人高消费及有关消费的若干规定", "限制消费规定", "", None, _S),
        _law("失信规定", "最高人民法院关于公布失信被执行人名单信息的若干规定", "失信被执行人名单规定", "", None, _S),
        _law("无障碍法", "中华人民共和国无障碍环境建设法", "无障碍环境建设法", "", (2023, 9, 1), _S),
        _law("工伤条例", "工伤保险条例", "工伤保险条例", "", None, _S),
        _law(
            "救助制度意见",
            "关于建立完善国家司法救助制度的意见（试行）",
            "国家司法救助制度意见",
            "中政委〔2014〕3号",
            None,
            _S,
        ),
        _law(
            "救助工作意见",
            "最高人民法院关于加强和规范人民法院国家司法救助工作的意见",
            "国家司法救助工作意见",
            "法发〔2016〕16号",
            None,
            _S,
        ),
    )
}


@cache
def art(law: str, number: int | str = "", paragraph: int | None = None, item: int | None = None) -> Article:
    """``art("民诉法", 85)``; ``art("收费办法", 13, 1, 1)``; ``art("粤价函")`` for the whole. KeyError: no such law."""
    if law not in LAWS:
        raise KeyError(law)
    return Article(law, str(number), paragraph, item)


def merge(*groups: Iterable[Article]) -> tuple[Article, ...]:
    """The articles of several findings, each once, in order of appearance."""
    return tuple(dict.fromkeys(article for group in groups for article in group))


def joined(*notes: str) -> str:
    """Several notes as one, each once."""
    return "；".join(dict.fromkeys(note for note in notes if note))
