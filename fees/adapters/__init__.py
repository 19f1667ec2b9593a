"""The outside world of the fee office, behind one small interface each."""
