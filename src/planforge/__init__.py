"""PlanForge reads key-account plans from Excel, checks and scores them, and renders decks and workbooks."""

__version__ = "0.1.0"
