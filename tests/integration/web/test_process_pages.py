"""The pages of the process: what happens, the drawing as a list, two at once, files, versions, rights."""

import json

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from process_house import bring_process

from perennial.engine.process.drawing import Drawing
from perennial.records.models import PlannedTouch, Process, ProcessVersion, Product
from perennial.records.operations.process.change_process import draw_process
from perennial.simulate.process_templates import BY_KEY, drawing_of
from perennial.web.views.process_overview import weakest_line

pytestmark = pytest.mark.django_db
CONFLICT, REFUSED, MISSING, UNUSABLE = 409, 403, 404, 422


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    cache.clear()


@pytest.fixture
def process(house):
    drawing = drawing_of(BY_KEY["meetings"], "en")
    return draw_process(house.owner, name="All", product=None, drawing=drawing)


def page(client, user, address="/process/", language="en"):
    user.language = language
    user.save()
    client.force_login(user)
    return client.get(address)


def listed(steps, arrows, *, version=1, name="All", spare=1):
    """Send the lists as a browser without script does; spare rows stay empty."""
    rows = [*steps, *({} for _ in range(spare))]
    said = {"version": version, "name": name, "drawing": ""}
    for kind, found in (("steps", rows), ("arrows", arrows)):
        said |= {f"{kind}-TOTAL_FORMS": len(found), f"{kind}-INITIAL_FORMS": 0}
        for at, row in enumerate(found):
            said |= {f"{kind}-{at}-{key}": value for key, value in row.items()}
    return said


def edges(process):
    process.refresh_from_db()
    return {(edge["source"], edge["target"], edge["main"]) for edge in process.drawing["edges"]}


def test_everybody_may_look_and_only_leads_may_draw(house, client, process):
    bring_process(house)
    for role, user in house.people.items():
        assert page(client, user).status_code == 200, role
        drawn = page(client, user, f"/process/{process.pk}/edit/").status_code
        assert drawn == (200 if user.role in {"owner", "head"} else REFUSED), role


def test_hunters_and_farmers_see_neither_money_nor_single_sellers(house, client):
    bring_process(house)
    for who, sees in (("owner", True), ("analyst", True), ("hunter", False), ("farmer", False)):
        content = page(client, house.people[who]).content.decode()
        assert ("Money a customer" in content) is sees, who
        assert ("Who goes on how often" in content) is sees, who
        assert ('name="seller"' in content) is sees, who


@pytest.mark.parametrize(("language", "told"), [("en", "The weakest arrow: offer → 1st order"),
                                                ("ru", "Самое слабое место: offer → 1-й заказ")])  # fmt: skip
def test_weakest_arrow_is_told_in_both_languages(house, client, language, told):
    bring_process(house)
    content = page(client, house.owner, language=language).content.decode()
    assert told in content


def test_overview_names_the_weakest_arrow_to_owner_and_head_alone(house, rf):
    def line(who):
        request = rf.get("/overview/")
        request.user = house.people[who]
        return weakest_line(request)

    assert line("owner") is None
    bring_process(house)
    assert line("owner") == line("head")
    assert line("owner")["message"].text.startswith("Weakest arrow: {source} → {target}.")
    assert line("owner")["url"] == "/process/?of=rest#weakest"
    assert line("analyst") is None
    assert line("hunter") is None


def test_empty_house_says_what_to_do(house, client):
    content = page(client, house.owner).content.decode()
    assert "What happens is not read yet" in content
    assert "A process can be drawn at once" in content


def test_narrowing_leaves_what_was_chosen(house, client):
    bring_process(house)
    content = page(client, house.owner, f"/process/?seller={house.hunter2.pk}").content.decode()
    assert "43 cases in" in content
    assert "Nothing is left of it" in page(client, house.owner, "/process/?until=2001-01-01").content.decode()
    assert page(client, house.owner, "/process/?seller=x&since=never&fold=many&view=none").status_code == 200
    assert page(client, house.owner, "/process/?of=product-99").status_code == MISSING


def test_number_on_an_arrow_leads_to_the_customers_behind_it(house, client):
    bring_process(house)
    content = page(client, house.owner).content.decode()
    assert "/process/arrow/?step=offer&amp;next=1st+order" in content
    behind = page(client, house.owner, "/process/arrow/?step=offer&next=1st+order").content.decode()
    assert "42 times in 42 cases" in behind
    assert behind.count("hunter2 ") == 10
    assert "Waits" not in behind
    nobodys = page(client, house.hunter, "/process/arrow/?step=offer&next=1st+order").content.decode()
    assert "None of them is yours." in nobodys
    assert "Nobody went this way." in page(client, house.owner, "/process/arrow/?step=x").content.decode()


def test_drawing_is_held_against_what_happens(house, client, process):
    bring_process(house)
    content = page(client, house.owner, "/process/?view=compared").content.decode()
    assert "Drawn, but nobody goes there" in content
    assert "Cold call → new" in content


def test_process_is_drawn_as_a_list_without_script(house, client):
    client.force_login(house.owner)
    client.post("/process/new/", {"product": "", "template": "", "name": "By list"})
    process = Process.objects.get()
    said = listed(
        [{"label": "Fair", "kind": "source"}, {"label": "Order", "kind": "order", "activity": "1st order"}],
        [],
    )
    client.post(f"/process/{process.pk}/edit/", said)
    process.refresh_from_db()
    assert [(node["id"], node["label"], node["kind"]) for node in process.drawing["nodes"]] == [
        ("Fair", "Fair", "source"),
        ("1st order", "Order", "order"),
    ]
    steps = [
        {"was": "Fair", "activity": "Trade fair", "label": "Fair", "kind": "source"},
        {"was": "1st order", "activity": "1st order", "label": "Order", "kind": "order"},
    ]
    arrows = [{"source": "Fair", "target": "1st order", "main": "on"}]
    client.post(f"/process/{process.pk}/edit/", listed(steps, arrows, version=2))
    assert edges(process) == {("Trade fair", "1st order", True)}
    client.post(
        f"/process/{process.pk}/edit/",
        listed([steps[1], {**steps[0], "was": "Trade fair", "DELETE": "on"}], [], version=3),
    )
    process.refresh_from_db()
    assert [node["id"] for node in process.drawing["nodes"]] == ["1st order"]


def test_two_steps_of_one_name_are_refused_and_what_was_saved_stays(house, client, process):
    client.force_login(house.owner)
    said = listed([{"label": "Call", "kind": "step"}, {"label": "Call", "kind": "step"}], [])
    answer = client.post(f"/process/{process.pk}/edit/", said)
    assert answer.status_code == UNUSABLE
    assert "Two steps of the drawing have the id Call" in answer.content.decode()
    process.refresh_from_db()
    assert process.version == 1


def test_who_saves_second_keeps_both_drawings(house, client, process):
    mine = {"nodes": [{"id": "visit", "label": "Visit"}], "edges": []}
    theirs = {"nodes": [{"id": "call", "label": "Call"}], "edges": []}
    client.force_login(house.head)
    client.post(f"/process/{process.pk}/edit/", {"version": 1, "drawing": json.dumps(theirs)})
    client.force_login(house.owner)
    answer = client.post(f"/process/{process.pk}/edit/", {"version": 1, "drawing": json.dumps(mine)})
    content = answer.content.decode()
    assert answer.status_code == CONFLICT
    assert "Head has saved another drawing" in content
    assert "Visit" in content
    client.post(f"/process/{process.pk}/edit/", {"version": 2, "drawing": json.dumps(mine)})
    last = [each.drawing["nodes"][0]["id"] for each in ProcessVersion.objects.order_by("-number")[:2]]
    assert last == ["visit", "call"]


def test_editor_draws_what_it_is_sent_without_saving(house, client, process):
    client.force_login(house.owner)
    nodes = [
        {"id": "a", "label": "A", "kind": "step", "x": 100, "y": 50},
        {"id": "b", "label": "B", "kind": "order", "x": 400, "y": 50},
    ]
    drawing = {"nodes": nodes, "edges": [{"source": "a", "target": "b", "main": True}]}
    answer = client.post(f"/process/{process.pk}/draw/", {"drawing": json.dumps(drawing)}).json()
    places = {card["id"]: card["x"] for card in answer["cards"]}
    assert places["b"] - places["a"] == 300
    assert answer["arrows"][0]["source"] == "a"
    assert answer["svg"].startswith("<svg")
    wrong = client.post(f"/process/{process.pk}/draw/", {"drawing": "[]"})
    assert (wrong.status_code, list(wrong.json())) == (400, ["error"])
    process.refresh_from_db()
    assert process.version == 1


def test_drawing_goes_out_and_comes_in_as_a_file(house, client, process):
    client.force_login(house.owner)
    written = client.get(f"/process/{process.pk}/drawing.json").content
    draw_other = {"version": 1, "drawing": json.dumps({"nodes": [{"id": "x"}], "edges": []})}
    client.post(f"/process/{process.pk}/edit/", draw_other)
    client.post(f"/process/{process.pk}/load/", {"file": SimpleUploadedFile("p.json", written)})
    process.refresh_from_db()
    assert process.drawing == json.loads(written)
    for content in (b"[1]", b"\xff\xfe", b'{"nodes": 1}'):
        client.post(f"/process/{process.pk}/load/", {"file": SimpleUploadedFile("p.json", content)})
    process.refresh_from_db()
    assert process.version == 3


def test_picture_is_a_file_of_its_own(house, client, process):
    client.force_login(house.hunter)
    answer = client.get("/process/picture.svg?view=drawn")
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert b"<style>" in answer.content
    assert b"first contact" in answer.content


def test_old_version_is_looked_at_and_brought_back(house, client, process):
    client.force_login(house.owner)
    client.post(
        f"/process/{process.pk}/edit/",
        {"version": 1, "drawing": json.dumps({"nodes": [{"id": "x"}], "edges": []})},
    )
    assert "first contact" in client.get(f"/process/{process.pk}/versions/?number=1").content.decode()
    client.post(f"/process/{process.pk}/versions/back/", {"number": 1})
    process.refresh_from_db()
    assert len(process.drawing["nodes"]) > 5


def test_drawing_begins_with_what_really_happens(house, client):
    bring_process(house)
    client.force_login(house.owner)
    client.post("/process/new/", {"product": "", "template": "actual", "name": ""})
    drawing = Process.objects.get().drawing
    assert {"Search", "new", "call", "offer", "1st order"} <= {node["id"] for node in drawing["nodes"]}
    assert ("offer", "1st order", True) in edges(Process.objects.get())


def test_product_is_offered_once(house, client):
    coffee = Product.objects.create(name="Coffee")
    draw_process(house.owner, name="C", product=coffee, drawing=Drawing(nodes=(), edges=()))
    content = page(client, house.owner, "/process/new/").content.decode()
    assert "Coffee" not in content
    assert "All other products" in content


def test_who_waits_is_put_on_lists_and_taken_off_again(house, client):
    bring_process(house)
    client.force_login(house.owner)
    answer = client.post("/process/today/", {"of": "rest"})
    assert PlannedTouch.objects.filter(state="open", seller=house.hunter2).count() == 3
    shown = client.get(answer.url.split("#")[0]).content.decode()
    assert "Take it back" in shown
    done = answer.url.split("done=")[1].split("#")[0]
    client.force_login(house.hunter)
    assert client.post(f"/process/today/{done}/undo/").status_code == REFUSED
    client.force_login(house.head)
    client.post(f"/process/today/{done}/undo/")
    assert not PlannedTouch.objects.filter(state="open").exists()
    assert client.post("/process/today/999/undo/").status_code == MISSING
