"""Turns a plan and its scorecard into the context of a review deck."""
