import pytest

from perennial.records.models import Import


@pytest.fixture
def uploads(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def batch(house):
    return Import.objects.create(file_name="orders.csv", by=house.owner)
