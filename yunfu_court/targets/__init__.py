"""The nine figures of the founding document over the event stream: tallies, leaders' pages, monthly report."""
