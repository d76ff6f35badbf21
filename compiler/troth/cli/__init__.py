"""The commands: arguments, exit codes, progress, and nothing else."""
