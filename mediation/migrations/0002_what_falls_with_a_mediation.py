"""Which text fell with the end of its mediation, and which goes out without the mediator's hand, and why."""

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
            name='hand_words',
            field=common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='没有调解员签名的原因'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='hand_waived_on',
            field=models.DateField(blank=True, null=True, verbose_name='不再等待调解员签名之日'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'effective'), ('hand_waived_on__isnull', True), _connector='OR'), name='agreement_hand_waived_effective', violation_error_message='各方都签名以后，才谈得上不等调解员签名。'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'abandoned'), ('fell_on__isnull', True), _connector='OR'), name='agreement_fell_abandoned', violation_error_message='没有作废的协议不能有作废的日期。'),
        ),
    ]
