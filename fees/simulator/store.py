"""Orders and the messages still to be delivered, in a small SQLite file: a restart forgets nothing."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS orders (
    ref TEXT PRIMARY KEY, amount INTEGER NOT NULL, subject TEXT NOT NULL,
    return_url TEXT NOT NULL, notify_url TEXT NOT NULL, state TEXT NOT NULL, number TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY, ref TEXT NOT NULL, body BLOB NOT NULL, due REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0
);
"""


@dataclass(frozen=True)
class Order:
    ref: str
    amount: int
    subject: str
    return_url: str
    notify_url: str
    state: str
    number: str


@dataclass(frozen=True)
class Message:
    id: int
    ref: str
    body: bytes
    tries: int
    notify_url: str


class Store:
    """One connection behind one lock: the simulator serves a handful of people."""

    def __init__(self, path: Path) -> None:
        self.lock = threading.Lock()
        self.connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.connection.executescript(_TABLES)

    def create(self, *, ref: str, amount: int, subject: str, return_url: str, notify_url: str) -> None:
        """Make the order; the same reference again leaves the first one as it is."""
        with self.lock:
            self.connection.execute(
                "INSERT OR IGNORE INTO orders VALUES (?, ?, ?, ?, ?, 'open', '')",
                (ref, amount, subject, return_url, notify_url),
            )

    def order(self, ref: str) -> Order | None:
        with self.lock:
            row = self.connection.execute("SELECT * FROM orders WHERE ref = ?", (ref,)).fetchone()
        return Order(*row) if row else None

    def mark(self, ref: str, state: str, number: str = "") -> bool:
        """Move an order that is still open; True if this call did it."""
        with self.lock:
            done = self.connection.execute(
                "UPDATE orders SET state = ?, number = ? WHERE ref = ? AND state = 'open'", (state, number, ref)
            )
            return done.rowcount == 1

    def queue(self, ref: str, body: bytes, due: float) -> None:
        with self.lock:
            self.connection.execute("INSERT INTO messages (ref, body, due) VALUES (?, ?, ?)", (ref, body, due))

    def due(self, now: float) -> list[Message]:
        with self.lock:
            rows = self.connection.execute(
                "SELECT m.id, m.ref, m.body, m.tries, o.notify_url FROM messages m JOIN orders o USING (ref)"
                " WHERE NOT m.done AND m.due <= ? ORDER BY m.due LIMIT 20",
                (now,),
            ).fetchall()
        return [Message(*row) for row in rows]

    def delivered(self, message: Message) -> None:
        with self.lock:
            self.connection.execute("UPDATE messages SET done = 1 WHERE id = ?", (message.id,))

    def again(self, message: Message, due: float) -> None:
        with self.lock:
            self.connection.execute("UPDATE messages SET tries = tries + 1, due = ? WHERE id = ?", (due, message.id))
