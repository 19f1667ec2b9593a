"""The review: the clerk decides, sends back, asks for corrections; the filer corrects, insists, withdraws."""
