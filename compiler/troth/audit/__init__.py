"""Contacts by the million: logs and arrays judged by the compiled tables, and what they say together."""
