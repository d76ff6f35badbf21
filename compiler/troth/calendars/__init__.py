"""Working time: zones, days, the holiday lock. Pure and table-driven."""
