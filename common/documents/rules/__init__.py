"""Pure rules of files and papers: names, content, and the words and numerals of court papers."""

from .bounds import DocumentError, Inspected, Limits, too_large
from .content import EDGE, inspect, sniff, taken_words, within
from .names import clean_name, named_as
from .ranges import OutOfRange, byte_range
from .requests import PaperRequest
from .words import chinese_day, pdf_identifier

__all__ = [
    "EDGE",
    "DocumentError",
    "Inspected",
    "Limits",
    "OutOfRange",
    "PaperRequest",
    "byte_range",
    "chinese_day",
    "clean_name",
    "inspect",
    "named_as",
    "pdf_identifier",
    "sniff",
    "taken_words",
    "too_large",
    "within",
]
