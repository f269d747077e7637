"""Sellers measured fairly: drift, the split into hunters and farmers, the yardstick of a farmer."""
