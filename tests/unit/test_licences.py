"""No package that the product runs with has a licence that would bind who runs it."""

import pytest
from licences import binding, runtime_licences


def test_every_package_of_the_run_time_names_a_licence_that_does_not_bind():
    licences = runtime_licences()
    assert {name: said for name, said in licences.items() if not said or binding(said)} == {}


def test_the_whole_tree_is_looked_at():
    assert {"django", "duckdb", "pydantic-core", "psycopg"} <= runtime_licences().keys()


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-or-later",
        "AGPL-3.0",
        "GNU General Public License v3 (GPLv3)",
        "GNU Affero General Public License v3",
        "SSPL-1.0",
    ],
)
def test_a_licence_that_binds_is_found(licence):
    assert binding(licence)


@pytest.mark.parametrize(
    "licence", ["MIT", "LGPL-3.0-only", "MIT OR GPL-2.0-only", "Apache-2.0 AND BSD-3-Clause"]
)
def test_a_licence_that_leaves_others_alone_is_let_pass(licence):
    assert not binding(licence)
