"""The ledger: what was proposed, checked, applied and written down, so that it can be undone."""
