"""Scores of a plan, with their parts and cells."""
