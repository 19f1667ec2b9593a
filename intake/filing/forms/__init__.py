"""Forms of a filing: they ask and clean only."""

from .oral import OralForm
from .starting import CodeForm, CounterStartForm, StartForm
from .submitting import FILES, CourtChoiceForm, DescribeForm, EvidenceForm, SubmitForm

__all__ = [
    "FILES",
    "CodeForm",
    "CounterStartForm",
    "CourtChoiceForm",
    "DescribeForm",
    "EvidenceForm",
    "OralForm",
    "StartForm",
    "SubmitForm",
]
