"""One page measured: CPU of this process, and what the database was asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client

from yunfu_court.simulation.bench.pages import BenchPage

TIMES = 5


@dataclass
class Measure:
    """Milliseconds of one page; `cpu` and `sql` are medians of several visits, the first of which does not count."""

    name: str
    cpu: float
    queries: int
    sql: float
    status: int
    size: int
    ratio: float = 0.0  # to the empty view


@dataclass
class _Asked:
    """An execute wrapper that counts and times."""

    count: int = 0
    seconds: float = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - begun


def measured(page: BenchPage) -> Measure:
    """Visit it once to warm up, then TIMES times."""
    client = Client(SERVER_NAME="localhost")
    if page.user is not None:
        client.force_login(page.user)
    response: Any = client.get(page.path)
    cpu, sql, queries = [], [], 0
    for _ in range(TIMES):
        asked = _Asked()
        with connection.execute_wrapper(asked):
            begun = time.process_time()
            response = client.get(page.path)
            cpu.append(time.process_time() - begun)
        sql.append(asked.seconds)
        queries = asked.count
    size = len(response.content)
    return Measure(page.name, 1000 * median(cpu), queries, 1000 * median(sql), response.status_code, size)
