"""Porters: open, fetch or call one action, render."""
