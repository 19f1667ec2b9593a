"""The vocabulary of the courts' reference data."""

from __future__ import annotations

from enum import StrEnum


class CourtLevel(StrEnum):
    """中级 and 基层 are the only levels in Yunfu."""

    INTERMEDIATE = "intermediate"
    BASIC = "basic"

    @property
    def label(self) -> str:
        return COURT_LEVEL_LABELS[self]


COURT_LEVEL_LABELS: dict[CourtLevel, str] = {
    CourtLevel.INTERMEDIATE: "中级人民法院",
    CourtLevel.BASIC: "基层人民法院",
}


class DivisionKind(StrEnum):
    """What a division of a court is for; several divisions of a court may be of one kind."""

    FILING = "filing"
    TRIAL = "trial"
    TRIBUNAL = "tribunal"
    PETITIONS = "petitions"
    MANAGEMENT = "management"
    FINANCE = "finance"

    @property
    def label(self) -> str:
        return DIVISION_KIND_LABELS[self]


DIVISION_KIND_LABELS: dict[DivisionKind, str] = {
    DivisionKind.FILING: "立案庭",
    DivisionKind.TRIAL: "审判业务庭",
    DivisionKind.TRIBUNAL: "人民法庭",
    DivisionKind.PETITIONS: "立案信访",
    DivisionKind.MANAGEMENT: "审判管理办公室",
    DivisionKind.FINANCE: "财务部门",
}


class TownshipKind(StrEnum):
    SUBDISTRICT = "subdistrict"
    TOWN = "town"

    @property
    def label(self) -> str:
        return TOWNSHIP_KIND_LABELS[self]


TOWNSHIP_KIND_LABELS: dict[TownshipKind, str] = {TownshipKind.SUBDISTRICT: "街道", TownshipKind.TOWN: "镇"}


class DayKind(StrEnum):
    """What a day of the override table is, whatever its weekday."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"

    @property
    def label(self) -> str:
        return DAY_KIND_LABELS[self]


DAY_KIND_LABELS: dict[DayKind, str] = {DayKind.HOLIDAY: "休假日", DayKind.WORKDAY: "调休上班日"}


class FactMark(StrEnum):
    """How well a fact is known. What is not VERIFIED is shown with its mark beside it."""

    VERIFIED = "V"
    SECONDARY = "V-sec"
    DERIVED = "D"
    RECALLED = "R"

    @property
    def label(self) -> str:
        return FACT_MARK_LABELS[self]


FACT_MARK_LABELS: dict[FactMark, str] = {
    FactMark.VERIFIED: "官方公布",
    FactMark.SECONDARY: "转载来源",
    FactMark.DERIVED: "推算",
    FactMark.RECALLED: "待确认",
}
