"""`python -m planforge.cli`."""

from planforge.cli import main

if __name__ == "__main__":
    main()
