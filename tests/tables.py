"""`@rows`: a table of cases in one test. Every row is checked, and each row that fails is reported by itself.

`parametrize` makes a test of every row, and the machinery around a test costs a hundred times what a rule does. A row
that fails becomes a subtest with its values and its traceback; the rows after it are checked all the same.
"""

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def rows(names: str | tuple[str, ...], table: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The arguments of `parametrize`: `@rows(("yuan", "expected"), [(1, "50.00"), ...])` or `@rows("kind", Kind)`.

    A column the test does not ask for is there for the reader: it is named when the row fails.
    """
    single = isinstance(names, str)
    known = [(values,) if single else tuple(values) for values in table]
    fields = (names,) if isinstance(names, str) else names
    assert known, "an empty table checks nothing"
    assert all(len(values) == len(fields) for values in known), f"a row does not fit {fields}"

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(check)
        asked = [name for name in fields if name in signature.parameters]
        assert asked, f"{check} asks for nothing in {fields}"

        @functools.wraps(check)
        def every_row(subtests: pytest.Subtests, **given: Any) -> None:
            for values in known:
                row = dict(zip(fields, values, strict=True))
                try:
                    check(**{name: row[name] for name in asked}, **given)
                except (Exception, pytest.fail.Exception):
                    with subtests.test(**row):
                        raise

        left = [each for name, each in signature.parameters.items() if name not in fields]
        first = inspect.Parameter("subtests", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        every_row.__signature__ = signature.replace(parameters=[first, *left])
        return every_row

    return decorate
