"""Judicial confirmation of an agreement, the judge who examines it, and mediating anew when it was refused."""
