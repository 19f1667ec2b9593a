"""How to end it, and what the judge is asked before a 调解书."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from common.cases.forms import BearsForm
from common.cases.models import Party
from common.fields import choices_of
from common.law.articles import art
from common.law.money import yuan
from common.web.fields import Agree, ChoiceRadios, LongText
from common.web.forms import CourtForm
from common.web.wording import day_words
from mediation.course.forms import names
from mediation.outcome.states import Regret
from mediation.texts.models import AgreementItem
from mediation.texts.states import Outcome, PaperRefusal

_HOW: dict[Outcome, tuple[str, str]] = {
    Outcome.PERFORMED: ("已经履行完毕", "由起诉的一方确认。案件了结，不交案件受理费。"),
    Outcome.WITHDRAWN: ("撤回起诉", "由起诉的一方办理。案件了结，不交案件受理费。"),
    Outcome.PAPER_SOUGHT: ("请法院制作调解书", "法官审查后签发，各方签收后生效，可以申请强制执行；案件受理费减半。"),
    Outcome.CONFIRMATION: ("共同申请司法确认", "各方都申请后由法官审查，确认后可以申请强制执行；不收费。"),
}


class RegretForm(CourtForm):
    """A party that does not stand by the agreement, as the desk or the judge hears of it."""

    party = ChoiceRadios(label="哪一位当事人？")
    how = ChoiceRadios(label="怎样表示的？", choices=choices_of(Regret))

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("party", names(parties))


class ReceivedForm(CourtForm):
    item = ChoiceRadios(label="收到了哪一笔？")

    def __init__(self, *args: Any, items: Sequence[AgreementItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            "item",
            [
                (str(each.pk), f"{each.debtor.name}付的 {yuan(each.amount)} 元，约定 {day_words(each.due_on)}前")
                for each in items
                if each.debtor is not None and each.amount is not None and each.due_on is not None
            ],
        )


class FinishForm(CourtForm):
    how = ChoiceRadios(label="您想怎样了结？")

    def __init__(self, *args: Any, options: Sequence[Outcome], claimant: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only_claimant = (Outcome.PERFORMED, Outcome.WITHDRAWN)
        may = [o for o in options if claimant or o not in only_claimant]
        self.offer("how", [(o.value, _HOW[o][0]) for o in may], {o.value: _HOW[o][1] for o in may})


class PaperForm(BearsForm):
    """What the judge checks and writes into the 调解书; the parties agree on who bears the fee, else the court decides
    (办法31)."""

    field_order = ("facts", "voluntary", "lawful", "bears")

    facts = LongText(label="案件的事实", max_length=4000, rows=6)
    voluntary = Agree(label="协议出于各方自愿，没有强迫", required=False, help_text=art("民诉法", 99).short)
    lawful = Agree(
        label="协议内容不违反法律规定，未发现虚假调解",
        required=False,
        help_text=f"{art('民诉法', 99).short}、{art('在线调解', 23).short}",
    )
    bears = ChoiceRadios(
        label="案件受理费由谁负担",
        help_text="按各方协商的选；协商不成的，由法院决定。受理费的数额按减半后的算，写进调解书",
    )


class PaperRefusalForm(CourtForm):
    ground = ChoiceRadios(
        label="不予制作的情形",
        choices=choices_of(PaperRefusal),
        help_text=f"{art('民诉法', 99).short}、{art('在线调解', 23).short}",
    )
    words = LongText(label="理由", max_length=2000, rows=3, help_text="各方当事人会看到。")
