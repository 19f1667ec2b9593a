"""What is written down and signed by everybody: the agreement and the undisputed facts."""
