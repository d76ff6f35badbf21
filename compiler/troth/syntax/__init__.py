"""Text → tree: lines, phrases, and what to say where they are not understood."""
