"""Charging: what a case has to prepay, the notice that says so, and what follows when nobody pays."""
