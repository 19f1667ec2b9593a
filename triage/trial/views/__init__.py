"""Porters of a trial: open, fetch or call one action, render."""
