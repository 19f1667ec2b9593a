"""The questions of the self-assessment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from common.web.fields import ChoiceRadios
from common.web.forms import CourtForm, speak_chinese
from intake.elements.forms.fields import field_for, offer, plain
from intake.elements.rules.answers import blank
from intake.guidance.rules.assessment import ROLES, Kind, Question


class KindForm(CourtForm):
    """The self-assessment's first page."""

    kind = ChoiceRadios(label="是哪一类纠纷", choices=[])
    role = ChoiceRadios(label="您是哪一方", choices=ROLES, initial="claimant")

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(each.key, each.label) for each in kinds])


class AssessmentForm(CourtForm):
    """The questions for one kind of dispute; every one may be left open."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in questions:
            self.fields[each.key] = field_for(each.as_field())
            speak_chinese(self.fields[each.key])

    def plain_answers(self) -> dict[str, Any]:
        return {key: plain(value) for key, value in self.cleaned_data.items() if not blank(plain(value))}
