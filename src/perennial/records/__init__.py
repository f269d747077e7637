"""What people enter and agree on: the single Django app."""
