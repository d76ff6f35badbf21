"""The published site: pages from the model, the MkDocs plugin, and the proof that pages and checkers agree."""
