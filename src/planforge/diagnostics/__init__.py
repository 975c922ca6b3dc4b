"""Findings and reports: every problem of an input as a value with a place."""
