"""The contract of a stage: the document that it is given, and the proposals that it answers with."""
