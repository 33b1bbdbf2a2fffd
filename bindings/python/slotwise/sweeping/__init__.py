"""Scenarios by the thousand, on any executor."""
