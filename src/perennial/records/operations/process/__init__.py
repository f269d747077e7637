"""Drawing a process, reading the actual one in the background, and putting who waits on lists."""
