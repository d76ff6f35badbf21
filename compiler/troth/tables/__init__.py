"""What engines run: a policy lowered to conditions, clocks and amounts, and the arrivals at which answers change."""
