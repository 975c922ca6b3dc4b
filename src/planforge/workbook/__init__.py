"""Reads a plan workbook: cells first, then meaning by the spec."""
