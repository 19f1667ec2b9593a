"""How each head of loss is counted: pure functions from what is given to an answer with its lines and articles."""
