"""What the mediation centre asks; no form saves."""

from .course import (
    AddressForm,
    AgreesForm,
    ConsentForm,
    ContactForm,
    EmptyForm,
    ExtendForm,
    FinishForm,
    LogForm,
    MediatorForm,
    NoteForm,
    PickForm,
    ProposalForm,
    RegretForm,
    ReportForm,
    SessionForm,
)
from .judge import AcceptForm, PaperForm, PaperRefusalForm, RuleForm
from .texts import AgreementForm, CounterForm, PointsForm, SignForm, WindowSignForm

__all__ = [
    "AcceptForm",
    "AddressForm",
    "AgreementForm",
    "AgreesForm",
    "ConsentForm",
    "ContactForm",
    "CounterForm",
    "EmptyForm",
    "ExtendForm",
    "FinishForm",
    "LogForm",
    "MediatorForm",
    "NoteForm",
    "PaperForm",
    "PaperRefusalForm",
    "PickForm",
    "PointsForm",
    "ProposalForm",
    "RegretForm",
    "ReportForm",
    "RuleForm",
    "SessionForm",
    "SignForm",
    "WindowSignForm",
]
