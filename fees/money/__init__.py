"""Money: what is asked of whom, what came, what goes back, and the ledger that keeps it."""
