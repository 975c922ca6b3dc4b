"""The Office engine: compiles a file with tags once, renders it many times. It knows nothing of accounts."""
