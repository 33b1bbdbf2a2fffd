"""Plans test environments: tranche slots, participants and proofs."""

from slotwise._native import __version__

__all__ = ["__version__"]
