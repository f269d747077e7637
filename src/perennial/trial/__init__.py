"""What a touch gained, proved by lot: who is held out, how many are needed, days and money gained."""
