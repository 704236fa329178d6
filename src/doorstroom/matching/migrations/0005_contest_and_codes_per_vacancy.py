"""Doubts about any fact; codes per vacancy. The codes of before were per organisation and are drawn anew at first sight."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("employers", "0001_initial"),
        ("people", "0006_merged_into"),
        ("matching", "0004_promising_occupations"),
    ]
    operations = [
        migrations.AddField("doubt", "about", models.CharField(blank=True, max_length=60, default=""), preserve_default=False),
        migrations.AddField("doubt", "about_words", models.CharField(blank=True, max_length=300, default=""), preserve_default=False),
        migrations.AddField(
            "doubt",
            "effect",
            models.CharField(
                blank=True,
                choices=[
                    ("corrected", "Wij hebben het verbeterd"),
                    ("explained", "Wij leggen uit hoe het zit"),
                    ("stays", "Het blijft zo, met een reden"),
                ],
                max_length=10,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "doubt",
            "vacancy",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="employers.vacancy",
            ),
        ),
        migrations.DeleteModel("Pseudonym"),
        migrations.CreateModel(
            name="Pseudonym",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=8)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="employers.vacancy"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("person", "vacancy"),
                        name="one_pseudonym_per_vacancy",
                    ),
                    models.UniqueConstraint(fields=("organisation", "code"), name="a_pseudonym_names_one_person"),
                ]
            },
        ),
    ]
