"""Sending files out, and the server side of uploads that go on after a lost connection."""

from .files import download, send
from .papers import being_made, paper
from .pieces import begin, go_on

__all__ = ["begin", "being_made", "download", "go_on", "paper", "send"]
