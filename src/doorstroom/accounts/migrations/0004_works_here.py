"""Says of each account whether its user works here; every other account is fenced (docs/adr/0008)."""

from typing import Any

from django.db import migrations, models


def who_works_here(apps: Any, _schema: Any) -> None:
    """Fill it for the accounts that stand: whoever has or had another role than that of a job seeker."""
    staff = apps.get_model("accounts", "Membership").objects.exclude(role="job_seeker")
    apps.get_model("accounts", "User").objects.filter(pk__in=staff.values("user_id")).update(works_here=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_identity"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="works_here",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(who_works_here, migrations.RunPython.noop),
    ]
