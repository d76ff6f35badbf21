"""Findings and answers in words and as data."""
