"""Sellers measured and paid fairly: drift, the split, a farmer's yardstick, pay plans and their lines."""
