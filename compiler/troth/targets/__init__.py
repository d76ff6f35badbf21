"""What is built from a policy to run elsewhere, one module a target."""
