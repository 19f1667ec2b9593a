"""Sending files out, and the server side of uploads that go on after a lost connection."""

from .files import download, send
from .pieces import begin, go_on

__all__ = ["begin", "download", "go_on", "send"]
