"""Conditions that are the same for everybody on a day: put together once, asked by every page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def built_once(build: Callable[P, R]) -> Callable[P, R]:
    """Keep what this function puts together for each of its arguments: a day, a column, a setting. To put a nested
    condition together costs as much as to ask it. Whoever asks it never changes it, and it holds no rows: a Q or an
    Exists may be kept so, but no QuerySet, which remembers what it read."""
    return cast("Callable[P, R]", functools.lru_cache(maxsize=16)(build))
