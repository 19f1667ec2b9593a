"""Who may mediate: the centres of the courts and the mediators on their rosters, published for the parties."""
