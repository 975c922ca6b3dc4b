"""Workbook specs: what sheets, blocks and fields a plan has, and how cells become values."""
