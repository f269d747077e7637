"""Who calls the API with a token of their own."""

import json

from django.test import Client

from perennial.records.operations.issue_token import issue_token

__all__ = ["Caller"]


class Caller:
    def __init__(self, user, scopes=("read",)):
        self.token, self.text = issue_token(user=user, name="test", scopes=scopes)
        self.client = Client(headers={"Authorization": f"Bearer {self.text}"})

    def get(self, path, **asked):
        return self.client.get(f"/api/v1/{path}", asked)

    def post(self, path, body, key=""):
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(
            f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers
        )
