"""What the pages of messages ask: the outbox, words of templates, who waits for consent, what is planned."""
