"""Sending files out, and the server side of uploads that go on after a lost connection."""

from .files import download, look, send
from .papers import being_made, paper
from .pieces import Became, begin, go_on

__all__ = ["Became", "begin", "being_made", "download", "go_on", "look", "paper", "send"]
