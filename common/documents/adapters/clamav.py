"""ClamAV's daemon, asked by INSTREAM (clamd(8)) over TCP or a unix socket: settings.UPLOAD_SCANNER_ADDRESS,
tcp://host:3310 or unix:///run/clamd.sock."""

from __future__ import annotations

import socket
import struct
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

BLOCK = 64 * 1024
SECONDS = 60  # for one step; a film of 300 MB is looked at in less


class ScannerError(Exception):
    """No answer, or one that says neither clean nor infected (too large for it, a broken database)."""


def scan(file: BinaryIO) -> bool:
    """Whether clamd finds nothing in the file. ScannerError or OSError when it does not say."""
    with _connected(settings.UPLOAD_SCANNER_ADDRESS) as line:
        line.sendall(b"zINSTREAM\0")
        while block := file.read(BLOCK):
            line.sendall(struct.pack(">I", len(block)) + block)
        line.sendall(struct.pack(">I", 0))
        answer = _answer(line)
    if answer == "stream: OK":
        return True
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return False
    raise ScannerError


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(parts.path)
        return line
    if parts.scheme == "tcp" and parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or 3310), timeout=SECONDS)
    raise ScannerError("UPLOAD_SCANNER_ADDRESS")


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < BLOCK and (more := line.recv(4096)):
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace").strip()
