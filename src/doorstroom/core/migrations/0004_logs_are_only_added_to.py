from django.db import migrations, models


def keep_the_seals(apps, schema_editor):
    trail, seals = apps.get_model("core", "TrailEntry"), apps.get_model("core", "LogSeal")
    rows = trail.objects.filter(sequence__isnull=False).order_by("sequence").values_list("sequence", "id", "seal")
    made = [seals(log="trail", sequence=number, entry_id=key, seal=seal) for number, key, seal in rows.iterator()]
    seals.objects.bulk_create(made, batch_size=2_000)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_uploads_dropped_or_resumed'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogSeal',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('log', models.CharField(max_length=10)),
                ('sequence', models.BigIntegerField()),
                ('entry_id', models.UUIDField()),
                ('seal', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('log', 'sequence'), name='a_place_in_the_chain_is_taken_once'),
                    models.UniqueConstraint(fields=('log', 'entry_id'), name='a_line_is_sealed_once'),
                ],
            },
        ),
        migrations.RunPython(keep_the_seals, migrations.RunPython.noop),
        migrations.RemoveField(model_name='trailentry', name='seal'),
        migrations.RemoveField(model_name='trailentry', name='sequence'),
        migrations.AddIndex(
            model_name='readlogentry',
            index=models.Index(fields=['at'], name='core_readlo_at_daa5e4_idx'),
        ),
    ]
