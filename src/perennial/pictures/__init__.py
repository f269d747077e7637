"""Results to pictures and words, in two languages."""
