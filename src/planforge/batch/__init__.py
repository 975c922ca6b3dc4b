"""Runs many plans: order, progress, manifest."""
