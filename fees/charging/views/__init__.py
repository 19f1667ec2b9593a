"""Porters of charging: open, fetch or call one action, render."""
