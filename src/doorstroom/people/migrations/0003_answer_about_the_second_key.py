from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0002_steps_of_the_profile")]

    operations = [
        migrations.AddField("visibility", "answer_due", models.DateField(blank=True, null=True)),
        migrations.AddField("visibility", "not_yet", models.CharField(blank=True, max_length=120)),
    ]
