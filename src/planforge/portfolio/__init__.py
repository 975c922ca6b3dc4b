"""Many plans together: consolidated tables and control sums."""
