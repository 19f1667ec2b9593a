"""Porters of the fee office: open, fetch or call one action, render."""
