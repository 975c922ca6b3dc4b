"""Many plans as one portfolio: rows of each plan, sums, control sums, and the context of the consolidated workbook."""

from planforge.portfolio.consolidate import consolidate
from planforge.portfolio.context import PortfolioContext
from planforge.portfolio.records import AccountRows
from planforge.portfolio.rows import account_rows
from planforge.portfolio.words import load_words

__all__ = ["AccountRows", "PortfolioContext", "account_rows", "consolidate", "load_words"]
