"""Issue the papers and notices that a room wants written and said about an event."""

from __future__ import annotations
