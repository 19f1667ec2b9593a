"""A case that is sent back has another number of its kind (民诉法41第3款)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="casenumber", name="number_one_of_a_kind"),
    ]
