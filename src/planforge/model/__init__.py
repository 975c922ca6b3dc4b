"""Frozen records of an account plan, its scorecard and the portfolio. No module here reads a file."""
