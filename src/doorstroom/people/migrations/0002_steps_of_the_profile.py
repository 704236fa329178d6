from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField("profile", "steps_done", models.JSONField(default=list)),
        migrations.AddField("profile", "confirmed_at", models.DateTimeField(blank=True, null=True)),
    ]
