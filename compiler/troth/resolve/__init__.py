"""Tree → model: names, vocabulary, units, and what a policy must say to be whole."""
