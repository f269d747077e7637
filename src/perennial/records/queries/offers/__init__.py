"""What is asked about offers and gifts: what is left, what they brought, who may give them alone."""
