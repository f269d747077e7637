import errno

import duckdb
import pytest
from django.db.utils import DataError, InterfaceError, OperationalError

from perennial.records.trouble import trouble_of


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "full"),
        (OperationalError("database or disk is full"), "full"),
        (OperationalError('could not extend file "base/1": No space left on device'), "full"),
        (duckdb.IOException("IO Error: Could not write file: No space left on device"), "full"),
        (OperationalError("consuming input failed: server closed the connection unexpectedly"), "away"),
        (OperationalError("terminating connection due to administrator command"), "away"),
        (OperationalError("connection failed: the database system is starting up"), "away"),
        (InterfaceError("the connection is closed"), "away"),
        (OperationalError("database is locked"), "away"),
        (OSError(errno.ENOENT, "No such file"), None),
        (OperationalError("no such table: records_customer"), None),
        (DataError("no space left in this number"), None),
        (ValueError("the disk is full"), None),
        (None, None),
    ],
)
def test_what_an_error_comes_from_is_told(error, trouble):
    assert trouble_of(error) == trouble


def test_a_full_disk_is_found_behind_what_it_led_to():
    error = OperationalError("the connection is closed")
    error.__context__ = OSError(errno.ENOSPC, "No space left on device")
    assert trouble_of(error) == "full"


def test_errors_that_led_to_each_other_end():
    one, other = ValueError(), KeyError()
    one.__context__, other.__context__ = other, one
    assert trouble_of(one) is None
