"""Slides, tables, charts, notes and drawings of a presentation."""
