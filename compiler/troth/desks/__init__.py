"""What the product of a help desk can say of a promise: its documentation, the nearest setting, the difference."""
