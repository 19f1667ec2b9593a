"""The vocabulary of service items."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class ServiceClass(LabelledEnum):
    """The six classes of 实施意见12; each is a file of intake/data/services."""

    GUIDANCE = "guidance", "诉讼指引"
    CONVENIENCE = "convenience", "便民服务"
    ASSISTANCE = "assistance", "诉讼辅助"
    RESOLUTION = "resolution", "纠纷解决"
    EFFICIENCY = "efficiency", "提高效率"
    TRIAL = "trial", "审判事务"


class Scale(LabelledEnum):
    """Where the fee of an item is worked out by the tariff."""

    PRESERVATION = "preservation", "申请保全"
    PRESERVATION_FLAT = "preservation_flat", "申请保全，没有财产数额"
    PAYMENT_ORDER = "payment_order", "申请支付令"
    JURISDICTION_OBJECTION = "jurisdiction_objection", "管辖权异议"
