"""After the closing: when it binds, and what each party may still do, by which day and where."""
