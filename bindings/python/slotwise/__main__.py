"""``python -m slotwise``: the command of that name."""

import sys

from slotwise.cli import main

if __name__ == "__main__":
    sys.exit(main())
