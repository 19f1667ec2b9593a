"""Which text fell with the end of its mediation, and why the head of division voided one."""

import common.fields.sealed
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mediation', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='fell_on',
            field=models.DateField(blank=True, null=True, verbose_name='随调解终结作废之日'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='void_words',
            field=common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='庭长作废的理由'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'abandoned'), ('fell_on__isnull', True), _connector='OR'), name='agreement_fell_abandoned', violation_error_message='没有作废的协议不能有作废的日期。'),
        ),
    ]
