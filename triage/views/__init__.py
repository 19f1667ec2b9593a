"""Porters of triage: open, fetch or call one action, render."""
