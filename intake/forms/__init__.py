"""Forms of intake: they ask and clean only."""

from .agents import AgentForm, GiveCodeForm, RefuseMandateForm
from .clerk import CauseForm, CorrectionForm, InsistForm, ReturnForm
from .oral import OralForm
from .people import (
    AddressForm,
    AnswerForm,
    AssessmentForm,
    CodeForm,
    CounterStartForm,
    CourtChoiceForm,
    DescribeForm,
    DoorForm,
    EvidenceForm,
    KindForm,
    StartForm,
    SubmitForm,
)
from .sections import SectionForm

__all__ = [
    "AddressForm",
    "AgentForm",
    "AnswerForm",
    "AssessmentForm",
    "CauseForm",
    "CodeForm",
    "CorrectionForm",
    "CounterStartForm",
    "CourtChoiceForm",
    "DescribeForm",
    "DoorForm",
    "EvidenceForm",
    "GiveCodeForm",
    "InsistForm",
    "KindForm",
    "OralForm",
    "RefuseMandateForm",
    "ReturnForm",
    "SectionForm",
    "StartForm",
    "SubmitForm",
]
