"""Ways to reach a person, each in one form, so that two spellings of one are known as one."""
