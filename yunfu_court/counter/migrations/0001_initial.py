import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='cases.case')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='cases.party')),
                ('clerk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('came', models.CharField(choices=[('self', '当事人本人（单位为法定代表人或负责人）'), ('special', '特别授权代理人'), ('general', '一般授权代理人')], max_length=8)),
                ('name', models.CharField(max_length=80)),
                ('shown', models.CharField(choices=[('id_card', '居民身份证原件'), ('passport', '护照或通行证原件'), ('licence', '营业执照和法定代表人身份证明'), ('power', '授权委托书和代理人身份证件')], max_length=12)),
                ('began', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.event')),
                ('opened_on', models.DateField()),
                ('acts', models.PositiveSmallIntegerField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('scan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
            ],
            options={
                'verbose_name': '窗口代办',
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('clerk',), name='visit_one_at_a_time', violation_error_message='请先结束正在进行的窗口代办。'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('acts', 0), ('scan__isnull', False), _connector='OR'), name='visit_with_acts_has_paper', violation_error_message='办理了事项的窗口代办，必须有当事人签名的材料。'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='visit_ends_after_it_began', violation_error_message='结束日期不能早于开始日期。')],
            },
        ),
    ]
