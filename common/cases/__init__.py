"""The spine: one dispute, its numbers, people, claims, facts, deadlines and the one stream of events."""
