"""How we did: logs of contacts, read by a mapping, judged, counted and said."""
