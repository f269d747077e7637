"""The people of the house: sellers and those who lead them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone

from perennial.records.models.words import Role

__all__ = ["Absence", "Department", "Invitation", "User", "UserManager"]


class Department(models.Model):
    """First sales (hunters) or existing customers (farmers)."""

    class Kind(models.TextChoices):
        """What a department does."""

        FIRST_SALES = "first_sales", "first sales"
        EXISTING = "existing", "existing customers"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    head = models.ForeignKey(
        "records.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="heads"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["first_sales", "existing"]), name="department_kind"
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people by their e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password they can only come by an invitation or OpenID Connect."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an owner who may enter the back office."""
        return self.create_user(
            email, password, **{"role": Role.OWNER, "is_staff": True, "is_superuser": True, **fields}
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person of the house with one role."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    external_id = models.CharField(max_length=64, default="", blank=True, db_index=True)
    role = models.CharField(max_length=10, choices=Role.choices)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    products: Any = models.ManyToManyField("records.Product", blank=True, related_name="sellers")
    language = models.CharField(max_length=5, default="", blank=True)
    time_zone = models.CharField(max_length=64, default="", blank=True)
    theme = models.CharField(max_length=5, default="", blank=True)
    touches_a_day = models.PositiveSmallIntegerField(null=True, blank=True)
    customers_at_most = models.PositiveIntegerField(null=True, blank=True)
    morning_mail = models.BooleanField(default=False)
    digest_url = models.CharField(
        max_length=500,
        default="",
        blank=True,
        help_text="a messenger that gets the list, as Apprise writes it",
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Absence(models.Model):
    """Days on which somebody does not work, and who covers for them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    cover = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="covers")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="absence_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.first_day} to {self.last_day}"


class Invitation(models.Model):
    """A link by which a person joins; only a hash of its token is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True, default="")
    role = models.CharField(max_length=10, choices=Role.choices)
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.SET_NULL)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.email
