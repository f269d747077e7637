"""Operations: one verb a file, each in a transaction."""
