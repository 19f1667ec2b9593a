import django.contrib.postgres.operations
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        migrations.CreateModel(
            name='Court',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=20, unique=True, verbose_name='代号')),
                ('code', models.CharField(max_length=8, unique=True, verbose_name='法院代字')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='名称')),
                ('short_name', models.CharField(max_length=10, unique=True, verbose_name='简称')),
                ('level', models.CharField(choices=[('intermediate', '中级人民法院'), ('basic', '基层人民法院')], max_length=12, verbose_name='审级')),
                ('gb', models.CharField(max_length=6, unique=True, verbose_name='行政区划代码')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='地址')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
                ('population', models.PositiveIntegerField(verbose_name='常住人口（2020 年普查）')),
                ('population_mark', models.CharField(choices=[('V', '官方公布'), ('V-sec', '转载来源'), ('D', '推算'), ('R', '待确认')], max_length=5, verbose_name='人口数据来源')),
                ('order', models.PositiveSmallIntegerField(unique=True, verbose_name='排序')),
            ],
            options={
                'verbose_name': '法院',
                'verbose_name_plural': '法院',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='divisions', to='courts.court', verbose_name='法院')),
                ('kind', models.CharField(choices=[('filing', '立案庭'), ('trial', '审判业务庭'), ('tribunal', '人民法庭'), ('petitions', '立案信访'), ('management', '审判管理办公室'), ('finance', '财务部门')], max_length=12, verbose_name='类别')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('mark', models.CharField(choices=[('V', '官方公布'), ('V-sec', '转载来源'), ('D', '推算'), ('R', '待确认')], default='D', max_length=5, verbose_name='来源')),
            ],
            options={
                'verbose_name': '部门',
                'verbose_name_plural': '部门',
                'ordering': ['court__order', 'kind', 'name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('court', 'name'), name='division_name', violation_error_message='该法院已有同名部门。')],
            },
        ),
        migrations.CreateModel(
            name='Township',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='townships', to='courts.court', verbose_name='基层法院')),
                ('name', models.CharField(max_length=20, verbose_name='名称')),
                ('kind', models.CharField(choices=[('subdistrict', '街道'), ('town', '镇')], max_length=12, verbose_name='类别')),
                ('code', models.CharField(max_length=9, unique=True, verbose_name='统计用区划代码')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='常住人口')),
                ('population_mark', models.CharField(choices=[('V', '官方公布'), ('V-sec', '转载来源'), ('D', '推算'), ('R', '待确认')], default='D', max_length=5, verbose_name='人口数据来源')),
                ('tribunal', models.ForeignKey(blank=True, limit_choices_to={'kind': 'tribunal'}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='townships', to='courts.division', verbose_name='人民法庭')),
            ],
            options={
                'verbose_name': '镇街',
                'verbose_name_plural': '镇街',
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('court', 'name'), name='township_name', violation_error_message='该法院辖区已有同名镇街。'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{9}$')), name='township_code_nine_digits', violation_error_message='区划代码应为九位数字。')],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='日期')),
                ('kind', models.CharField(choices=[('holiday', '休假日'), ('workday', '调休上班日')], max_length=8, verbose_name='性质')),
                ('name', models.CharField(max_length=20, verbose_name='名称')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('source', models.CharField(help_text='例如：国务院办公厅通知的文号', max_length=200, verbose_name='依据')),
                ('completes_year', models.BooleanField(default=False, help_text='国务院办公厅的通知已全部录入时勾选；否则该年的期限标为待确认。', verbose_name='该年安排已录全')),
            ],
            options={
                'verbose_name': '日历调整',
                'verbose_name_plural': '日历调整',
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='CourtRegime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='regimes', to='courts.court', verbose_name='法院（空为全市）')),
                ('regime', models.CharField(choices=[('mediate_first', '诉前调解在先'), ('register_first', '先立案后调解')], max_length=20, verbose_name='程序规则')),
                ('since', models.DateField(verbose_name='自何日起')),
                ('article_note', models.CharField(max_length=300, verbose_name='依据')),
            ],
            options={
                'verbose_name': '程序规则适用',
                'verbose_name_plural': '程序规则适用',
                'ordering': ['since', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('court', 'since'), name='court_regime_since', nulls_distinct=False, violation_error_message='该法院在这一天已有一条规则。')],
            },
        ),
        migrations.CreateModel(
            name='CourtParameter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(verbose_name='参数')),
                ('since', models.DateField(verbose_name='自何日起')),
                ('value', models.CharField(max_length=50, verbose_name='取值')),
                ('unit', models.CharField(blank=True, max_length=10, verbose_name='单位')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('confirmed', models.BooleanField(default=False, verbose_name='已确认')),
                ('source', models.CharField(max_length=300, verbose_name='依据')),
            ],
            options={
                'verbose_name': '参数',
                'verbose_name_plural': '参数',
                'ordering': ['key', 'since'],
                'constraints': [models.UniqueConstraint(fields=('key', 'since'), name='parameter_since', violation_error_message='该参数在这一天已有取值。')],
            },
        ),
    ]
