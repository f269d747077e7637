"""The HTTP API: plural nouns, bearer tokens with scopes, problems in one form."""
