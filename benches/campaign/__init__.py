"""Runs slotwise and the peers side by side, judges their plans, and tabulates and draws the results."""
