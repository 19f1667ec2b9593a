"""What joins the wings for one person: the page of a mediation, the panel of the case page, the home page."""
