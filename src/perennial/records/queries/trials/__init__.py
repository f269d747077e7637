"""What is known of trials: who is in them, what was seen, what they teach."""
