"""What pay rests on, read from the records, and what the ledger says.

`facts` puts together what `orders`, `payments` and `people` read; `written` reads lines back; `plans` and
`months` say what is in force and what is closed; `statement` is what a seller sees.
"""
