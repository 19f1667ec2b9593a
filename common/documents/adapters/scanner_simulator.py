"""A scanner for tests and `./court run`: speaks INSTREAM as clamd does and knows one virus, the EICAR test file.

SCANNER_PORT=3310 python -m common.documents.adapters.scanner_simulator
"""

from __future__ import annotations

import os
import socketserver
import struct

EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
_COMMAND = b"zINSTREAM\0"


class Clamd(socketserver.StreamRequestHandler):
    """One question and its answer."""

    timeout = 30

    def handle(self) -> None:
        if self.rfile.read(len(_COMMAND)) != _COMMAND:
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        found, tail = False, b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            block = tail + self.rfile.read(length)
            found = found or EICAR in block
            tail = block[-len(EICAR) :]
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")


class Scanner(socketserver.ThreadingTCPServer):
    """Port 0 takes a free one (`server_address`)."""

    allow_reuse_address = True
    allow_reuse_port = True  # `./court run` holds the port for it
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Clamd)


if __name__ == "__main__":
    Scanner(int(os.environ.get("SCANNER_PORT") or "3310")).serve_forever()
