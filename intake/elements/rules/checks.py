"""What answers cannot be, or hardly can be, beside each other: declared as data of the form, a row a check.

A check compares the answer to one question with something: a day, another answer, what an identity number says. What
cannot be is refused; what is unlikely is asked about, and whoever says that it is so says why: the words are kept
beside the answer, shown where all is checked, and to the clerk. A check is silent while either side is unanswered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from common.law import clock
from common.law.names import name_key, names_nobody
from common.law.numbers import NumberError, birth_date, clean, credit_code, identity_number, is_male
from common.law.phones import takes_messages
from common.law.terms import Unit, said, term
from common.people.rules import check_document, same_name
from common.people.states import IdKind

CREDIT_CODE = "credit_code"  # of a unit; every other kind of document is a person's


class Comparison(StrEnum):
    """AFTER and BEFORE compare days, ABOVE and BELOW amounts and numbers; DOCUMENT reads a number by its kind."""

    AFTER = "after"
    BEFORE = "before"
    ABOVE = "above"
    BELOW = "below"
    DIFFERS = "differs"
    SAME = "same"
    DOCUMENT = "document"
    BORN_AFTER = "born_after"  # by the number of an identity card
    OF_SEX = "of_sex"  # by the number of an identity card
    NAMESAKE = "namesake"  # a name written as somebody's, while the documents of both do not tell them apart
    NOT_AMONG = "not_among"  # a text in which none of these people is named
    NO_NAME = "no_name"  # words that name nobody
    FAR_BELOW = "far_below"  # less than a tenth
    TAKES_NO_MESSAGES = "takes_no_messages"  # a number to which no SMS can be sent, or none at all


class Then(StrEnum):
    REFUSE = "refuse"
    ASK = "ask"
    TELL = "tell"  # a word at the field; nothing is asked and nothing refused


class Other(StrEnum):
    """What an answer is compared with."""

    NOTHING = "nothing"  # the answer is read by itself
    TODAY = "today"  # the day of filing, moved by so many years
    TERM = "term"  # the day of filing, so many days earlier as this term has
    VALUE = "value"  # a plain value: fen, a number, an ISO day
    FIELD = "field"  # another answer: of the same page, or `section.field`
    SUM = "sum"  # of a column of a table: `table.column` of the same page, or with its section before it
    ANY = "any"  # the same question of any person of a repeated section: `respondent.id_number`; or its people
    ID = "id"  # what the identity card of the same person says: `born` or `sex`


@dataclass(frozen=True)
class Given:
    """`field` of the same section (or person) has one of `values`, or one of several that it has; without values: is
    answered, and not with 0."""

    field: str
    values: tuple[str, ...]

    def holds(self, given: Mapping[str, Any]) -> bool:
        value = given.get(self.field)
        if isinstance(value, list) and self.values:
            return any(each in self.values for each in value)
        return value in self.values if self.values else not _empty(value) and value != 0


@dataclass(frozen=True)
class Check:
    """`field` may be a column of a table (`deliveries.date`): each row is compared. `say` is a clause without a full
    stop. Silent unless `when` holds, and where one of `unless` does."""

    code: str
    field: str
    comparison: Comparison
    other: Other
    what: Any
    then: Then
    say: str
    when: Given | None = None
    unless: tuple[Given, ...] = ()

    @property
    def question(self) -> str:
        """The key of the question at which it is said."""
        return self.field.partition(".")[0]

    @property
    def why(self) -> str:
        """The key under which is kept why the unlikely is so."""
        return f"{self.code}_why"

    @property
    def refuses(self) -> bool:
        return self.then is Then.REFUSE

    def told(self, wrong: str) -> str:
        """What is said at the field; `wrong` is what `broken` found."""
        wrong = said(wrong, clock.today())
        if self.then is Then.TELL:
            return f"{wrong}。"
        if self.comparison in (Comparison.DOCUMENT, Comparison.NO_NAME):
            return wrong
        return f"{wrong}，请核对后改正。" if self.refuses else f"{wrong}，请核对；确实如此的，请在“说明”里写一句原因。"


def check_from(raw: Mapping[str, Any]) -> Check:
    """A row of the form's data. KeyError or ValueError where it is none."""
    [(other, what)] = raw.get("than", {Other.NOTHING: None}).items()
    when = raw.get("when")
    return Check(
        code=raw["code"],
        field=raw["field"],
        comparison=Comparison(raw["is"]),
        other=Other(other),
        what=what,
        then=Then(raw["then"]),
        say=raw.get("say", ""),
        when=None if when is None else Given(when["field"], tuple(when.get("values", ()))),
        unless=tuple(Given(each["field"], tuple(each.get("values", ()))) for each in raw.get("unless", ())),
    )


def broken(check: Check, given: Mapping[str, Any], answers: Mapping[str, Any], today: date, value: Any = None) -> str:
    """What is wrong by this check, in words; empty when nothing is. `given` are the answers of the section (or of the
    person), `answers` all of the draft; `value` looks at one cell of a table alone."""
    if check.when is not None and not check.when.holds(given):
        return ""
    if any(each.holds(given) for each in check.unless):
        return ""
    values = _values(check, given) if value is None else [value]
    if check.comparison is Comparison.DOCUMENT:
        return next((words for each in values if (words := _document(check, given, each, today))), "")
    if check.comparison is Comparison.NO_NAME:
        return next((words for each in values if (words := names_nobody(str(each), unit=check.what == "unit"))), "")
    if check.comparison in (Comparison.NAMESAKE, Comparison.NOT_AMONG):
        found = _about_names(check, given, answers, values)
        return check.say if found else ""
    if check.comparison is Comparison.TAKES_NO_MESSAGES:
        return check.say if any(not takes_messages(str(each)) for each in values) else ""
    other = _other(check, given, answers, today)
    if other is None:
        return ""
    if check.comparison in (Comparison.BORN_AFTER, Comparison.OF_SEX):
        what = "born" if check.comparison is Comparison.BORN_AFTER else "sex"
        values = [read] if (read := _card(given, what, today, check.field)) else []
    return check.say if any(_compares(check.comparison, each, other) for each in values) else ""


def _about_names(check: Check, given: Mapping[str, Any], answers: Mapping[str, Any], values: Sequence[Any]) -> bool:
    """Names beside the people of a section: one that is also theirs (NAMESAKE), a text that has none of theirs."""
    section, _, key = check.what.partition(".")
    people: dict[str, dict[str, Any]] = {}
    for question, value in answers.items():
        parts = question.split(".")
        if len(parts) == 3 and parts[0] == section and not _empty(value):
            people.setdefault(parts[1], {})[parts[2]] = value
    if check.comparison is Comparison.NOT_AMONG:
        named = [name_key(str(one[name])) for one in people.values() for name in _NAMES if one.get(name)]
        return bool(named) and any(not any(each in name_key(str(value)) for each in named) for value in values)
    number = _number_of(key)
    own = given.get(_number_of(check.field))
    return any(
        same_name(str(value), str(one.get(key) or "")) and (_empty(own) or _empty(one.get(number)))
        for value in values
        for one in people.values()
    )


_NAMES = ("name", "org_name", "operator_name", "guardian_name")


def _number_of(name: str) -> str:
    """The question about the document of who is asked for by this name: guardian_name, guardian_id_number."""
    return f"{name.removesuffix('name')}id_number"


def _empty(value: Any) -> bool:
    return value in (None, "", [])


def _values(check: Check, given: Mapping[str, Any]) -> list[Any]:
    key, _, column = check.field.partition(".")
    value = given.get(key)
    found = [row.get(column) for row in value or []] if column else [value]
    return [each for each in found if not _empty(each)]


def _document(check: Check, given: Mapping[str, Any], value: Any, today: date) -> str:
    kind = check.what if check.other is Other.VALUE else given.get(check.what)
    if _empty(kind):
        return ""
    try:
        if kind == CREDIT_CODE:
            credit_code(str(value))
        else:
            check_document(str(kind), str(value), today)
    except NumberError as error:
        return str(error)
    return ""


def _other(check: Check, given: Mapping[str, Any], answers: Mapping[str, Any], today: date) -> Any:
    """What is compared with; None while it is unknown."""
    if check.other is Other.TODAY:
        return years_from(today, int(check.what)).isoformat()
    if check.other is Other.TERM:
        return (today - timedelta(days=term(str(check.what), today).counted(Unit.DAYS))).isoformat()
    if check.other is Other.VALUE:
        return check.what
    if check.other is Other.ID:
        return _card(given, check.what, today)
    if check.other is Other.ANY:
        return [each for each in _of_all(answers, check.what) if not _empty(each)] or None
    *table, column = check.what.split(".") if check.other is Other.SUM else (check.what,)
    name = ".".join(table) or column
    found = answers.get(name) if "." in name else given.get(name)
    if check.other is Other.FIELD:
        return None if _empty(found) else found
    amounts = [row.get(column) for row in found or []]
    return sum(amounts) if amounts and None not in amounts and "" not in amounts else None


_WARDS = ("minor", "incapable")


def _of_all(answers: Mapping[str, Any], what: str) -> Iterator[Any]:
    section, _, field = what.partition(".")
    for question, value in answers.items():
        parts = question.split(".")
        if len(parts) != 3 or (parts[0], parts[2]) != (section, field):
            continue
        # What was said of a guardian who turned out not to be needed counts no more.
        if not field.startswith("guardian_") or answers.get(f"{section}.{parts[1]}.guardian_needed") in _WARDS:
            yield value


def born_on(given: Mapping[str, Any]) -> date | None:
    """When this person was born: as answered, else as the number of the identity card says."""
    said = given.get("birth_date")
    if _empty(said):
        said = _card(given, "born", date.max)
    return date.fromisoformat(str(said)) if said else None


def _card(given: Mapping[str, Any], what: str, today: date, field: str = "id_number") -> str | None:
    """The day of birth or the sex (as codes have it) that the number of an identity card says."""
    if given.get(field.replace("id_number", "id_type")) != IdKind.IDENTITY_CARD:
        return None
    try:
        number = identity_number(str(given.get(field) or ""), today)
    except NumberError:
        return None
    if what == "born":
        return birth_date(number).isoformat()
    return "male" if is_male(number) else "female"


def _compares(comparison: Comparison, value: Any, other: Any) -> bool:
    if comparison is Comparison.OF_SEX:
        return bool(value == other)
    if comparison in (Comparison.SAME, Comparison.DIFFERS):
        others: Sequence[Any] = other if isinstance(other, list) else [other]
        same = any(clean(str(value)) == clean(str(each)) for each in others)
        return same is (comparison is Comparison.SAME)
    if comparison in (Comparison.AFTER, Comparison.BORN_AFTER, Comparison.BEFORE):
        one, two = date.fromisoformat(str(value)), date.fromisoformat(str(other))
        return one < two if comparison is Comparison.BEFORE else one > two
    try:
        left, right = Decimal(str(value)), Decimal(str(other))
    except InvalidOperation:
        return False
    if comparison is Comparison.FAR_BELOW:
        return left * 10 < right
    return left > right if comparison is Comparison.ABOVE else left < right


def years_from(day: date, years: int) -> date:
    """The same day so many years on; of 29 February the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
