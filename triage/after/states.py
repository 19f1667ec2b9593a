"""What somebody may do when a case has ended."""

from __future__ import annotations

from common.law.labelled import LabelledEnum


class Remedy(LabelledEnum):
    """A road that is open, or was, after the closing; each has its own application."""

    APPEAL = "appeal", "上诉"
    RETRIAL = "retrial", "申请再审"
    ENFORCE = "enforce", "申请强制执行"
    SUE_AGAIN = "sue_again", "再次起诉"

    @property
    def form(self) -> str:
        """The name of the application that is printed for it; "" where one files through the portal."""
        return {
            Remedy.APPEAL: "民事上诉状",
            Remedy.RETRIAL: "民事再审申请书",
            Remedy.ENFORCE: "申请执行书",
        }.get(self, "")
