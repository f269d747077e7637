"""Mail and short messages to customers: the shipped words, what is filled in, how they are written out."""
