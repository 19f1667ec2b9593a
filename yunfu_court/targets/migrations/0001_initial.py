import common.fields.uids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courts', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court')),
                ('day', models.DateField()),
                ('measure', models.CharField(max_length=40)),
                ('count', models.IntegerField()),
            ],
            options={
                'verbose_name': '日计数',
                'indexes': [models.Index(fields=['day'], name='tally_day')],
                'constraints': [models.UniqueConstraint(fields=('court', 'day', 'measure'), name='tally_once'), models.CheckConstraint(condition=models.Q(('count', 0), _negated=True), name='tally_not_zero')],
            },
        ),
        migrations.CreateModel(
            name='MonthTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court')),
                ('month', models.DateField()),
                ('measure', models.CharField(max_length=40)),
                ('count', models.IntegerField()),
            ],
            options={
                'verbose_name': '月计数',
                'constraints': [models.UniqueConstraint(fields=('month', 'court', 'measure'), name='month_tally_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='month_tally_first_day')],
            },
        ),
        migrations.CreateModel(
            name='Dirty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court')),
                ('day', models.DateField()),
            ],
            options={
                'verbose_name': '待重新计数',
                'indexes': [models.Index(fields=['court', 'day'], name='dirty_court_day')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=common.fields.uids.short_uid, editable=False, max_length=16, unique=True)),
                ('month', models.DateField(verbose_name='月份')),
                ('as_of', models.DateField(verbose_name='截至')),
                ('court', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court', verbose_name='法院（空为全市）')),
                ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('queued', '排队中'), ('running', '生成中'), ('done', '已生成'), ('failed', '没有生成')], default='queued', max_length=16, verbose_name='状态')),
                ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='进度（%）')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(verbose_name='最早生成时间')),
                ('created_at', models.DateTimeField(verbose_name='提出时间')),
                ('path', models.CharField(blank=True, default='', max_length=120)),
                ('size', models.PositiveIntegerField(default=0, verbose_name='字节')),
                ('pages', models.PositiveSmallIntegerField(default=0, verbose_name='页数')),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
            ],
            options={
                'verbose_name': '目标报告',
                'ordering': ['-month', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), models.Q(('path', ''), _negated=True)), models.Q(models.Q(('state', 'done'), _negated=True), ('path', '')), _connector='OR'), name='report_done_has_file', violation_error_message='已生成的报告必须有文件，未生成的不能有。'), models.UniqueConstraint(condition=models.Q(('state', 'failed'), _negated=True), fields=('month', 'as_of', 'court'), name='report_once', nulls_distinct=False, violation_error_message='这一份报告已经有了。'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='report_first_day')],
            },
        ),
    ]
