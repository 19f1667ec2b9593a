"""Porters of money: open, fetch or call one action, render."""
