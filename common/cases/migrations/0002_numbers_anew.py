"""A case that is sent back has another number of its kind (民诉法41第3款); somebody may stand aside (47)."""

from django.db import migrations, models

from common.cases.states import Capacity
from common.fields import choices_of


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="casenumber", name="number_one_of_a_kind"),
        migrations.AlterField(
            model_name="participation",
            name="capacity",
            field=models.CharField(choices=choices_of(Capacity), max_length=16),
        ),
    ]
