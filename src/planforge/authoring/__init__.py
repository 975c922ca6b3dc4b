"""Builds the shipped templates and workbooks with openpyxl and python-pptx."""
