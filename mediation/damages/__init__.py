"""What may be asked for: the calculators of the key areas (实施意见6), each head of loss with its ground."""
