"""Every statutory period, by the day on which the law is asked, and when it ends.

`data/terms.csv` is the table: a line is one version of a term. A new length is one new line; what a line leaves empty
stays as in the version before it.
"""

from .counting import SETTINGS, Conventions, Course, deadline
from .doers import LATE, OWED, TOLD, told
from .filing import FILING_TERMS, filing_term
from .shapes import Asked, CourseError, Due, Kind, Length, Term, TermError, Unit
from .table import TERMS, name_of, term
from .wording import said

__all__ = [
    "FILING_TERMS",
    "LATE",
    "OWED",
    "SETTINGS",
    "TERMS",
    "TOLD",
    "Asked",
    "Conventions",
    "Course",
    "CourseError",
    "Due",
    "Kind",
    "Length",
    "Term",
    "TermError",
    "Unit",
    "deadline",
    "filing_term",
    "name_of",
    "said",
    "term",
    "told",
]
