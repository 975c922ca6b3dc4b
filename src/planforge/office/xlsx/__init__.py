"""Sheets, tables, formulas and charts of a workbook."""
