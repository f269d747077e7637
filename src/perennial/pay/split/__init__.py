"""The split into hunters and farmers: who is nearer to which, what it would bring, and what came of it."""
