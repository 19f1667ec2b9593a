"""The law as pure functions: plain values and the day in, a Finding with its articles out. No Django here."""
