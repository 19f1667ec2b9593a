import common.cases.states
import common.fields.sealed
import common.fields.uids
import common.law.abroad
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
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
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=common.fields.uids.short_uid, editable=False, max_length=16, unique=True)),
                ('receipt', models.CharField(default=common.fields.uids.receipt_number, editable=False, max_length=16, unique=True, verbose_name='收件编号')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='courts.court', verbose_name='法院')),
                ('kind', models.CharField(choices=[('civil', '民事一审'), ('mediation', '调解申请'), ('petition', '涉诉信访'), ('administrative', '行政一审')], max_length=16, verbose_name='种类')),
                ('route', models.CharField(blank=True, choices=[('A', '只申请调解'), ('B', '起诉后委派调解'), ('C', '先立案后委托调解')], default='', max_length=32, verbose_name='路线')),
                ('regime', models.CharField(choices=[('mediate_first', '诉前调解在先'), ('register_first', '先立案后调解')], max_length=32, verbose_name='制度')),
                ('cause', models.CharField(blank=True, default='', max_length=16, verbose_name='案由代码')),
                ('cause_name', models.CharField(blank=True, default='', max_length=80, verbose_name='案由')),
                ('key_area', models.CharField(blank=True, default='', max_length=16, verbose_name='重点领域')),
                ('title', models.CharField(max_length=200, verbose_name='案件名称')),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='标的额（分）')),
                ('received_on', models.DateField(verbose_name='收到日')),
                ('registered_on', models.DateField(blank=True, null=True, verbose_name='立案日')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='结案日')),
                ('closing', models.CharField(blank=True, default='', max_length=32, verbose_name='结案方式')),
                ('channel', models.CharField(choices=[('web', '网上'), ('phone', '手机'), ('counter', '窗口'), ('station', '服务站'), ('hotline', '12368 热线'), ('partner', '对接平台'), ('cross_court', '跨域'), ('system', '系统')], max_length=16, verbose_name='来源')),
                ('stage', models.CharField(choices=[('review', '立案审查'), ('correction', '等待补正'), ('mediation', '调解'), ('confirmation', '司法确认'), ('sorting', '繁简分流'), ('payment', '交纳受理费'), ('assignment', '等待分案'), ('trial', '审理'), ('handling', '办理中'), ('closed', '已结'), ('returned', '已退回')], max_length=16, verbose_name='阶段')),
                ('procedure', models.CharField(blank=True, default='', max_length=16, verbose_name='程序')),
                ('track', models.CharField(blank=True, default='', max_length=16, verbose_name='轨道')),
                ('township', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.township')),
                ('grams', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(db_collation='C'), blank=True, default=list, size=None)),
                ('last_seq', models.PositiveIntegerField(default=0)),
                ('last_hash', models.CharField(blank=True, default='', max_length=64)),
            ],
            options={
                'verbose_name': '案件',
                'indexes': [models.Index(fields=['court', 'stage', 'received_on', 'id'], name='case_court_stage'), django.contrib.postgres.indexes.GinIndex(fields=['grams'], name='case_grams')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('stage__in', ['closed', 'returned'])), models.Q(models.Q(('stage__in', ['closed', 'returned']), _negated=True), ('closed_on__isnull', True)), _connector='OR'), name='case_ended_has_day', violation_error_message='已结或退回的案件必须有结束日期，未结的不能有。'), models.CheckConstraint(condition=models.Q(('closing__in', ['', 'answered', 'confirmed', 'deemed_withdrawal', 'dismissal', 'inadmissible', 'judgment', 'mediated', 'mediation', 'mediation_failed', 'other', 'returned', 'self_settled', 'transfer', 'unconfirmed', 'withdrawal', 'withdrawn'])), name='case_closing_known', violation_error_message='不是系统认识的代码。'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['trial', 'assignment']), _negated=True), ('registered_on__isnull', False), _connector='OR'), name='case_tried_is_registered', violation_error_message='没有立案的案件不能进入审理。'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='case_amount_not_negative', violation_error_message='标的额不能小于零。')],
            },
        ),
        migrations.CreateModel(
            name='CaseNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='cases.case')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court')),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('调解', '调解'), ('信访', '信访'), ('诉前调', '诉前调'), ('诉前调确', '诉前调确'), ('民特', '民特'), ('民初', '民初'), ('行初', '行初')], max_length=16)),
                ('serial', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=60, unique=True, verbose_name='案号')),
                ('given_on', models.DateField()),
            ],
            options={
                'verbose_name': '案号',
                'constraints': [models.UniqueConstraint(fields=('court', 'year', 'kind', 'serial'), name='number_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['信访', '民初', '民特', '行初', '诉前调', '诉前调确', '调解'])), name='number_kind_known', violation_error_message='不是系统认识的代码。')],
            },
        ),
        migrations.CreateModel(
            name='NumberCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court')),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('调解', '调解'), ('信访', '信访'), ('诉前调', '诉前调'), ('诉前调确', '诉前调确'), ('民特', '民特'), ('民初', '民初'), ('行初', '行初')], max_length=16)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('court', 'year', 'kind'), name='counter_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['信访', '民初', '民特', '行初', '诉前调', '诉前调确', '调解'])), name='counter_kind_known', violation_error_message='不是系统认识的代码。')],
            },
        ),
        migrations.CreateModel(
            name='CaseLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='cases.case')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_from', to='cases.case')),
                ('kind', models.CharField(choices=[('concerns', '所涉案件'), ('continues', '承接'), ('joined', '并案'), ('split', '分案')], max_length=16)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'other', 'kind'), name='link_once'), models.CheckConstraint(condition=models.Q(('case', models.F('other')), _negated=True), name='link_not_self')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='cases.case')),
                ('side', models.CharField(choices=[('claimant', '原告'), ('respondent', '被告'), ('third', '第三人'), ('petitioner', '信访人')], max_length=16)),
                ('order', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(choices=[('natural', '自然人'), ('legal', '法人'), ('other', '非法人组织'), ('sole_trader', '个体工商户')], max_length=16)),
                ('name', models.CharField(max_length=120, verbose_name='姓名或名称')),
                ('gender', models.CharField(blank=True, default='', max_length=4)),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('id_number', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='证件号码')),
                ('id_hash', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('phone', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='联系电话')),
                ('phone_hash', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('phone_checked_on', models.DateField(blank=True, null=True, verbose_name='电话核实日期')),
                ('address', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='住所地')),
                ('address_kept', models.BooleanField(default=False, verbose_name='地址不让对方知道')),
                ('home', models.CharField(choices=[('mainland', '中国内地'), ('regions', '香港、澳门、台湾（内地没有住所）'), ('abroad', '国外（中国没有住所）')], default=common.law.abroad.Home['MAINLAND'], max_length=16, verbose_name='住所在哪里')),
                ('legal_representative', models.CharField(blank=True, default='', max_length=60, verbose_name='法定代表人')),
                ('guardian_name', models.CharField(blank=True, default='', max_length=60, verbose_name='法定代理人')),
                ('guardian_kinship', models.CharField(blank=True, choices=[('father', '父亲'), ('mother', '母亲'), ('spouse', '配偶'), ('child', '子女'), ('grandparent', '祖父母或者外祖父母'), ('sibling', '兄、姐'), ('relative', '其他近亲属'), ('body', '居民委员会、村民委员会、民政部门或者其他组织'), ('appointed', '法院指定的法定代理人')], default='', max_length=16)),
                ('guardian_id', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='法定代理人证件号码')),
                ('guardian_hash', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('guardian_phone', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='法定代理人电话')),
                ('guardian_until', models.DateField(blank=True, null=True)),
                ('guardian_ended_on', models.DateField(blank=True, null=True)),
                ('guardian_checked_on', models.DateField(blank=True, null=True)),
                ('own_work_checked_on', models.DateField(blank=True, null=True, verbose_name='自食其力核对日期')),
                ('township', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.township')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parties', to=settings.AUTH_USER_MODEL)),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '当事人',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('case', 'side', 'order'), name='party_place_once')],
            },
        ),
        migrations.CreateModel(
            name='Representation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representations', to='cases.party')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='representations', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=60)),
                ('phone', common.fields.sealed.EncryptedTextField(blank=True, default='')),
                ('phone_hash', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('unit', models.CharField(blank=True, default='', max_length=120)),
                ('authority', models.CharField(choices=[('general', '一般授权'), ('special', '特别授权')], max_length=16)),
                ('powers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), blank=True, default=list, size=None)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('checked_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '代理',
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='cases.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='cases.party')),
                ('capacity', models.CharField(choices=[('party', '当事人'), ('agent', '代理人'), ('clerk', '立案员'), ('counsellor', '诉讼辅导员'), ('mediator', '调解员'), ('triage_officer', '程序分流员'), ('judge', '法官'), ('assistant', '法官助理'), ('court_clerk', '书记员'), ('petition_officer', '信访专员'), ('complained', '被反映人'), ('aside', '回避的人员')], max_length=16)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '参与',
                'indexes': [models.Index(fields=['user', 'case'], name='participation_user')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True), models.Q(('capacity', common.cases.states.Capacity['AGENT']), _negated=True)), fields=('case', 'user', 'capacity'), name='participation_open_once'), models.UniqueConstraint(condition=models.Q(('capacity', common.cases.states.Capacity['AGENT']), ('until__isnull', True)), fields=('user', 'party'), name='agent_open_once_a_party')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='cases.case')),
                ('order', models.PositiveSmallIntegerField(default=1)),
                ('text', common.fields.sealed.EncryptedTextField(verbose_name='诉讼请求')),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='金额（分）')),
                ('state', models.CharField(choices=[('open', '待处理'), ('settled', '已调解'), ('withdrawn', '已撤回'), ('decided', '已裁判')], default='open', max_length=16)),
            ],
            options={
                'verbose_name': '诉讼请求',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('case', 'order'), name='claim_place_once'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='claim_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='cases.case')),
                ('seq', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=64)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.party')),
                ('channel', models.CharField(choices=[('web', '网上'), ('phone', '手机'), ('counter', '窗口'), ('station', '服务站'), ('hotline', '12368 热线'), ('partner', '对接平台'), ('cross_court', '跨域'), ('system', '系统')], max_length=16)),
                ('audience', models.CharField(choices=[('all', '各方可见'), ('side', '仅该方可见'), ('staff', '法院可见'), ('handlers', '承办人可见')], max_length=16)),
                ('at', models.DateTimeField()),
                ('day', models.DateField()),
                ('body', models.TextField()),
                ('payload', models.GeneratedField(db_persist=True, expression=models.Func(models.F('body'), template="((%(expressions)s)::jsonb -> 'payload')"), output_field=models.JSONField())),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': '事件',
                'ordering': ['case_id', 'seq'],
                'indexes': [models.Index(fields=['kind', 'day'], name='event_kind_day')],
                'constraints': [models.UniqueConstraint(fields=('case', 'seq'), name='event_seq_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6da6c696218a049a2212a5a887b4b07a92d15638', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6207c', table='cases_event', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='CaseFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='cases.case')),
                ('key', models.CharField(max_length=64)),
                ('value', models.JSONField()),
                ('source', models.CharField(max_length=32)),
                ('recorded_on', models.DateField()),
            ],
            options={
                'verbose_name': '案件事实',
                'constraints': [models.UniqueConstraint(fields=('case', 'key'), name='fact_key_once'), models.CheckConstraint(condition=models.Q(('key__in', ['accepts_mediation', 'basics_clear', 'counterclaim', 'fee_basis', 'fee_received', 'foreign', 'group', 'group_dispute', 'hearing_held', 'mediable', 'monetary_only', 'needs_appraisal', 'new_or_complex', 'points_fixed', 'public_interest', 'regions', 'remanded', 'respondent_whereabouts_known', 'simple', 'small_claims_agreed', 'status_or_title', 'summary_agreed', 'unsuited_small', 'unsuited_summary', 'wages', 'wide_attention'])), name='fact_key_known', violation_error_message='不是系统认识的代码。')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='cases.case')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.event')),
                ('term', models.CharField(max_length=48)),
                ('name', models.CharField(max_length=80)),
                ('subject', models.CharField(blank=True, default='', max_length=64)),
                ('holder', models.CharField(max_length=32)),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='cases.party')),
                ('awaits', models.CharField(blank=True, default='', max_length=96)),
                ('amount', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('left_out', models.PositiveSmallIntegerField(default=0)),
                ('no_domicile', models.BooleanField(default=False)),
                ('start', models.DateField(blank=True, null=True)),
                ('due', models.DateField(blank=True, null=True)),
                ('articles', models.JSONField(default=list)),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('confirmed', models.BooleanField(default=True)),
                ('state', models.CharField(choices=[('waiting', '待送达后起算'), ('open', '进行中'), ('met', '已完成'), ('lapsed', '已届满'), ('void', '不再适用')], default=common.cases.states.DeadlineState['OPEN'], max_length=16)),
                ('told', models.SmallIntegerField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('dealt_on', models.DateField(blank=True, null=True)),
                ('dealt_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dealt_words', models.CharField(blank=True, default='', max_length=200, verbose_name='处理情况')),
                ('late_reason', models.CharField(blank=True, choices=[('busy', '案件多、人手不够'), ('handed', '承办人有变动'), ('others', '在等其他单位的回复或者材料'), ('service', '文书还没有送到'), ('fault', '系统或者邮寄出了问题'), ('recorded', '已经办了，登记晚了'), ('other', '其他原因')], default='', max_length=16)),
                ('expected_on', models.DateField(blank=True, null=True)),
                ('again_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '期限',
                'ordering': ['due', 'id'],
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['due', 'id'], name='deadline_open_due'), models.Index(condition=models.Q(('state', 'waiting')), fields=['awaits'], name='deadline_waiting'), models.Index(condition=models.Q(('dealt_on__isnull', True), ('state', 'lapsed')), fields=['due', 'id'], name='deadline_missed')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('due__isnull', True), ('state', 'waiting'), models.Q(('awaits', ''), _negated=True)), models.Q(('due__isnull', False), ('state__in', ['open', 'lapsed'])), ('state__in', ['met', 'void']), _connector='OR'), name='deadline_has_day_or_waits', violation_error_message='期限要么有到期日，要么等待送达后起算。'), models.CheckConstraint(condition=models.Q(('holder__in', ['all', 'clerk', 'court_clerk', 'division_head', 'finance', 'judge', 'mediator', 'party', 'petition_officer', 'president'])), name='deadline_holder_known', violation_error_message='不是系统认识的代码。'), models.CheckConstraint(condition=models.Q(('state', 'lapsed'), ('dealt_on__isnull', True), _connector='OR'), name='deadline_dealt_lapsed', violation_error_message='没有过期的期限不需要登记处理情况。'), models.CheckConstraint(condition=models.Q(('dealt_on__isnull', False), ('again_on__isnull', True), _connector='OR'), name='deadline_again_dealt', violation_error_message='没有登记处理情况的期限，不需要再次列出的日期。'), models.CheckConstraint(condition=models.Q(('late_reason__in', ['', 'busy', 'fault', 'handed', 'other', 'others', 'recorded', 'service'])), name='deadline_late_reason_known', violation_error_message='不是系统认识的代码。'), models.CheckConstraint(condition=models.Q(('awaits', ''), ('awaits__regex', '^delivery:[a-z_.]+:\\d+$'), _connector='OR'), name='deadline_awaits_known', violation_error_message='期限等待的文书不是系统认识的种类。'), models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'waiting'])), fields=('case', 'term', 'subject'), name='deadline_open_once')],
            },
        ),
        migrations.CreateModel(
            name='LeftOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='left_out', to='cases.case')),
                ('ground', models.CharField(choices=[('notice', '公告期间'), ('appraisal', '鉴定期间'), ('audit', '审计、评估、资产清理期间'), ('settling', '双方当事人和解期间'), ('jurisdiction', '审理管辖权异议、处理管辖争议期间'), ('stayed', '中止诉讼期间'), ('postponed', '因新证人、新证据、重新鉴定或者勘验延期审理的期间'), ('before_suit', '诉前鉴定评估期间')], max_length=16, verbose_name='原因')),
                ('first', models.DateField(verbose_name='第一天')),
                ('last', models.DateField(verbose_name='最后一天')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_on', models.DateField()),
                ('removed_on', models.DateField(blank=True, null=True)),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_words', models.CharField(blank=True, default='', max_length=200, verbose_name='更正的理由')),
            ],
            options={
                'verbose_name': '不计入审限的期间',
                'ordering': ['first', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='left_out_first_before_last', violation_error_message='最后一天不能早于第一天。'), models.UniqueConstraint(condition=models.Q(('removed_on__isnull', True)), fields=('case', 'ground', 'first'), name='left_out_once'), models.CheckConstraint(condition=models.Q(('removed_on__isnull', True), models.Q(('removed_words', ''), _negated=True), _connector='OR'), name='left_out_removed_why', violation_error_message='请写明更正的理由。')],
            },
        ),
        migrations.CreateModel(
            name='Todo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='todos', to='cases.case')),
                ('what', models.CharField(max_length=48)),
                ('subject', models.CharField(blank=True, default='', max_length=120)),
                ('words', models.CharField(max_length=200)),
                ('role', models.CharField(max_length=32)),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.event')),
                ('opened_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '待办',
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_on__isnull', True)), fields=('case', 'what', 'subject'), name='todo_open_once'), models.CheckConstraint(condition=models.Q(('what__in', ['ask_judge_inadmissible', 'ask_judge_unpaid', 'assign', 'back_to_registration', 'charge', 'converted', 'delivery.hanging', 'documents.paper', 'fee_or_mediation', 'fees.apportion', 'fees.burden', 'fees.deferred', 'fees.increase_unpaid', 'fees.release', 'fees.settle', 'fees.undone_money', 'fees.unpaid', 'fees.wrong_amount', 'intake.guardian', 'intake.mandates', 'intake.same_person', 'lapsed', 'mediate_or_sort', 'mediation.agreement_end', 'mediation.contact', 'mediation.countersign', 'mediation.examination_over', 'mediation.mediator', 'mediation.review_paper', 'mediation.serve_paper', 'name_judge', 'of_age', 'petition_route', 'petitions.follow_up', 'petitions.prolonging', 'register_after_insisting', 'register_first', 'reopened', 'seat', 'second_sort', 'stuck', 'to_centre', 'triage.appeal', 'triage.extension', 'triage.hand_over', 'triage.heard_early', 'triage.hearing_over', 'triage.sent_back', 'triage.sign_ruling', 'triage.sort', 'withdrawal_asked'])), name='todo_kind_known', violation_error_message='不是系统认识的代码。'), models.CheckConstraint(condition=models.Q(('role__in', ['admin', 'assistant', 'audit_admin', 'clerk', 'counsellor', 'court_clerk', 'division_head', 'finance', 'judge', 'management', 'petition_officer', 'president', 'security_admin', 'triage_officer'])), name='todo_role_known', violation_error_message='不是系统认识的代码。')],
            },
        ),
    ]
