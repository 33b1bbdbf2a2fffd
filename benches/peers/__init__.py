"""Direct models of the benchmark's instances for other solvers, to stand beside slotwise."""
