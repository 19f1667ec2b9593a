"""Agents named in the course of a case: named by the party, recorded by the court, released again."""
