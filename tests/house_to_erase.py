"""A house on disk in which one person stands in every place; run as a program, it erases them."""

import gzip
import json
import sys
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

NAME, OLD_NAME, ANSWERS = "Аристарх Вельяминов-Зернов", "Аристарх Зябликов", "Капитолина Вельяминова"
PHONE, TYPED_PHONE, EMAIL = "+79161234567", "8 (916) 123-45-67", "aristarkh.vz@pochta.example"
OLD_EMAIL = "kapitan-vz@pochta.example"  # written to once, and changed since
ADDRESS, TAX_ID, HANDLE = "Малая Бронная улица, дом 17, кв. 4", "500100732259", "@velyaminov_z"
FILE_ID = "VZ-000917"


def tables():
    """Give files as people upload them; the person is in all but the last two."""
    import openpyxl

    row = f"customer_id;name;phone;email;tax_id\n{FILE_ID};{NAME};{TYPED_PHONE};{EMAIL};{TAX_ID}\n"
    other = "customer_id;name;phone\nA1;Мария Ключева;+7 916 765-43-21\n"
    book = openpyxl.Workbook()
    for line in row.splitlines():
        book.active.append(line.split(";"))
    return {
        "plain.csv": row.encode(),
        "windows.csv": row.encode("cp1251"),
        "dos.csv": row.encode("cp866"),
        "wide.txt": row.encode("utf-16"),
        "escaped.json": json.dumps({"who": f"{NAME} "}).encode(),
        "packed.csv.gz": gzip.compress(row.encode()),
        "only_phone.csv": b"phone\n916-123-45-67\n",
        "other.csv": other.encode(),
        "other_windows.csv": other.encode("cp1251"),
        "book.xlsx": book,
    }


def write_uploads(folder, by):
    from perennial.records.models import Import

    folder.mkdir(parents=True)
    for name, content in tables().items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            content.save(folder / name)
        Import.objects.create(
            file_name=name,
            path=name,
            state="done",
            kind="customers",
            by=by,
            notes=[{"text": "Rejected: {value}", "facts": {"value": TYPED_PHONE}}],
        )
    (folder / f"{NAME}.csv").write_text("name only in the name of the file", encoding="utf-8")


def make_person(owner):
    from perennial.ingest.contacts.phones import normal_phone
    from perennial.records.models import (
        Consent,
        Contact,
        Customer,
        ExternalId,
        HandOff,
        Import,
        ImportChange,
        Lead,
        LeaveReason,
        Mistake,
        Note,
        Order,
        OrderLine,
        OutboxMessage,
        PlannedTouch,
        Promise,
        Tag,
        Touch,
    )
    from perennial.records.operations.merge import merge

    batch = Import.objects.first()
    first = Customer.objects.create(name=OLD_NAME, owner=owner, address=ADDRESS, tax_id=TAX_ID, batch=batch)
    first.name = NAME
    first.save()
    twin = Customer.objects.create(name=NAME.upper(), owner=owner)
    twin.tags.add(Tag.objects.create(name="VIP"))
    for whose, kind, typed, normal in (
        (first, "phone", TYPED_PHONE, normal_phone(TYPED_PHONE, "RU")),
        (first, "email", EMAIL.title(), EMAIL),
        (twin, "telegram", f"t.me/{HANDLE[1:]}", HANDLE),
        (twin, "email", EMAIL, EMAIL),
    ):
        Contact.objects.create(customer=whose, kind=kind, value=typed, normal=normal, person=ANSWERS)
    for number, whose in enumerate((first, twin)):
        order = Order.objects.create(
            customer=whose,
            external_id=f"{FILE_ID}/{number}",
            contract_id=f"Договор {FILE_ID}",
            ordered_at=datetime(2026, 3, 1 + number, 10, tzinfo=UTC),
            day=date(2026, 3, 1 + number),
            amount=Decimal(100),
            category=f"Подарок для {NAME}",
        )
        OrderLine.objects.create(order=order, name=f"Гравировка: {NAME}")
        Touch.objects.create(
            customer=whose, seller=owner, text=f"Говорил с {ANSWERS}, {TYPED_PHONE}", key=uuid.uuid4()
        )
        Note.objects.create(customer=whose, text=f"Живёт: {ADDRESS}")
    Consent.objects.create(
        customer=first, channel="mail", purpose="advertising", given=True, basis=f"письмо с {EMAIL}"
    )
    ExternalId.objects.create(customer=first, system="file", value=FILE_ID)
    HandOff.objects.create(customer=first, hunter=owner, note=f"Спросить {ANSWERS}")
    ImportChange.objects.create(batch=batch, model="customer", object_id=first.pk, before={"name": OLD_NAME})
    Lead.objects.create(customer=first, external_id=PHONE, lost_reason=f"{NAME} думает")
    LeaveReason.objects.create(customer=first, reason="price", text=f"{NAME}: дорого")
    Mistake.objects.create(customer=first, text=f"Не перезвонили {NAME}")
    PlannedTouch.objects.create(
        customer=first, seller=owner, play="remind", day=date(2026, 4, 1), reason={"facts": {"name": NAME}}
    )
    Promise.objects.create(customer=first, day=date(2026, 4, 1))
    for number, state in enumerate(("waiting", "sent", "dead")):
        OutboxMessage.objects.create(
            customer=(first, twin, None)[number],
            purpose="service",
            address=OLD_EMAIL if number == 1 else EMAIL,
            subject=f"{NAME}, здравствуйте",
            text=f"{ANSWERS}, ждём вас: {ADDRESS}",
            html=f"<p>{NAME}</p>",
            message_id=f"<{number}@house.example>",
            state=state,
        )
    merge(owner, first, twin, {"name": "keep"})
    return first


def make_surroundings(owner, data_dir):
    """Write the person where other people's records, the house's own and its files are."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.cache import cache
    from django_tasks_db.models import DBTaskResult

    from perennial.records.models import Customer, HookEvent, Note, Notice

    other = Customer.objects.create(name="Мария Ключева", owner=owner)
    Note.objects.create(customer=other, text=f"Сестра: {NAME}, тел. 8-916-123-45-67. Звонить вечером.")
    Notice.objects.create(user=owner, message={"text": "{who} waits", "facts": {"who": NAME}})
    Note.objects.create(customer=other, text=f"Раньше писали на {OLD_EMAIL}")
    HookEvent.objects.create(source="shop", event_id=f"{PHONE}-created")
    DBTaskResult.objects.create(
        task_path="x",
        backend_name="default",
        queue_name="default",
        args_kwargs={"args": [NAME], "kwargs": {}},
        run_after=datetime(2026, 1, 1, tzinfo=UTC),
        exception_class_path="",
        traceback=f"ValueError: {EMAIL}",
    )
    session = SessionStore()
    session["wizard"] = {"sample": NAME}
    session.save()
    cache.set("answer", {"name": NAME, "email": EMAIL})
    (data_dir / "logs").mkdir()
    (data_dir / "logs" / "old.log").write_text(f"posted {EMAIL}\n", encoding="utf-8")
    return other


def write_mirror(data_dir):
    from perennial.records.models import Order
    from perennial.store.mirror.mirror_order import MirrorOrder
    from perennial.store.mirror.writing import write_months

    write_months(
        data_dir / "mirror",
        [
            MirrorOrder(
                order_id=each.external_id,
                customer_id=str(each.customer_id),
                ordered_at=each.ordered_at.replace(tzinfo=None),
                amount=each.amount,
                category=each.category,
            )
            for each in Order.objects.all()
        ],
    )


def mirror_records():
    """Bring the mirror up to the records, as the refresh after an erasure does."""
    from perennial.records.models import Business
    from perennial.records.operations.write_mirror import write_mirror as write

    write(Business.current(), compare=True)


def main(data_dir):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    from perennial.records.models import Business, Customer, Erasure, Import, Note, Order, User
    from perennial.records.operations.erase import erase
    from perennial.records.operations.index_search import index_search
    from perennial.records.queries.suppression import is_suppressed
    from perennial.store.mirror import read_manifest

    Business.objects.create(id=1, name="Дом", setup_done=True)
    owner = User.objects.create_user("owner@house.example", "long enough 42", name="Ольга", role="owner")
    write_uploads(data_dir / "uploads", owner)
    # Many rows around them, so that pages of the database are split while the person is being written.
    Customer.objects.bulk_create(
        [Customer(name=f"Покупатель {number}", owner=owner) for number in range(400)]
    )
    person = make_person(owner)
    Customer.objects.bulk_create([Customer(name=f"Клиент {number}", owner=owner) for number in range(400)])
    other = make_surroundings(owner, data_dir)
    index_search(Customer.objects.values_list("pk", flat=True))
    write_mirror(data_dir)
    orders = Order.objects.count()
    if "--keep" not in sys.argv:
        erase(owner, person, "asked for it")
        mirror_records()
    person.refresh_from_db()
    sys.stdout.write(
        json.dumps(
            {
                "erased": person.erased_at is not None,
                "orders_before": orders,
                "mirrored": read_manifest(data_dir / "mirror").rows,
                "orders": Order.objects.filter(customer=person).count(),
                "note": Note.objects.filter(customer=other).order_by("pk")[0].text,
                "other": other.name,
                "suppressed": [
                    is_suppressed(each) for each in (PHONE, EMAIL, HANDLE, TAX_ID, "+79167654321")
                ],
                "destroyed": getattr(Erasure.objects.first(), "destroyed", None),
                "kept_files": sorted(Import.objects.exclude(path="").values_list("path", flat=True)),
            }
        )
    )
    connection.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
