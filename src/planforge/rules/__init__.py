"""Checks between fields: references, consistency, readiness for review."""
