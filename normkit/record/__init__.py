"""The record of a document: made of its ledger, counted, and kept in parts."""
