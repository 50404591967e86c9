"""Surveys: in how many documents of a bundle each thing is that stages observe."""
