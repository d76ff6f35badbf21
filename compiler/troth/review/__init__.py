"""Who must review what by when, and which clauses of the source are held."""
