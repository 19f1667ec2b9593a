"""The vocabulary of the courts' reference data."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class CourtLevel(LabelledEnum):
    """中级 and 基层 are the only levels in Yunfu."""

    INTERMEDIATE = "intermediate", "中级人民法院"
    BASIC = "basic", "基层人民法院"


class DivisionKind(LabelledEnum):
    """What a division of a court is for; several divisions of a court may be of one kind."""

    FILING = "filing", "立案庭"
    TRIAL = "trial", "审判业务庭"
    TRIBUNAL = "tribunal", "人民法庭"
    PETITIONS = "petitions", "立案信访"
    MANAGEMENT = "management", "审判管理办公室"
    FINANCE = "finance", "财务部门"


class TownshipKind(LabelledEnum):
    SUBDISTRICT = "subdistrict", "街道"
    TOWN = "town", "镇"


class DayKind(LabelledEnum):
    """What a day of the override table is, whatever its weekday."""

    HOLIDAY = "holiday", "休假日"
    WORKDAY = "workday", "调休上班日"


class FactMark(LabelledEnum):
    """How well a fact is known. What is not VERIFIED is shown with its mark beside it."""

    VERIFIED = "V", "官方公布"
    SECONDARY = "V-sec", "转载来源"
    DERIVED = "D", "推算"
    RECALLED = "R", "待确认"
