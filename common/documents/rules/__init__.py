"""Pure rules of files and papers: names, content, and the words and numerals of court papers."""

from .content import DocumentError, Inspected, Limits, inspect
from .names import clean_name, named_as
from .requests import PaperRequest
from .words import chinese_day, pdf_identifier

__all__ = [
    "DocumentError",
    "Inspected",
    "Limits",
    "PaperRequest",
    "chinese_day",
    "clean_name",
    "inspect",
    "named_as",
    "pdf_identifier",
]
