"""Sorting: the procedure by statute, the track by the court's own rules; an officer confirms or decides otherwise."""
