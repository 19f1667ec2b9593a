import common.fields.grams
import common.fields.sealed
import common.fields.uids
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('courts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('handle', models.SlugField(default=common.fields.uids.new_handle, editable=False, max_length=40, unique=True, verbose_name='账号')),
                ('phone', common.fields.sealed.EncryptedTextField(blank=True, verbose_name='手机号')),
                ('phone_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('phone_verified', models.BooleanField(default=False, verbose_name='手机已验证')),
                ('phone_changed_at', models.DateTimeField(blank=True, null=True, verbose_name='更换手机号时间')),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='电子邮箱')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='姓名')),
                ('name_grams', common.fields.grams.NameGramsField(blank=True, default=list, editable=False, size=None)),
                ('id_kind', models.CharField(choices=[('identity_card', '居民身份证'), ('passport', '护照'), ('hk_macao_permit', '港澳居民来往内地通行证'), ('taiwan_permit', '台湾居民来往大陆通行证'), ('residence_permit', '外国人永久居留身份证')], default='identity_card', max_length=20, verbose_name='证件类型')),
                ('id_number', common.fields.sealed.EncryptedTextField(blank=True, verbose_name='证件号码')),
                ('id_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                ('verified_on', models.DateField(blank=True, null=True, verbose_name='实名认证日期')),
                ('elder_mode', models.BooleanField(default=False, verbose_name='长者模式')),
                ('consented_on', models.DateField(blank=True, null=True, verbose_name='同意个人信息处理规则的日期')),
                ('password_changed_on', models.DateField(blank=True, null=True, verbose_name='密码修改日期')),
                ('is_active', models.BooleanField(default=True, verbose_name='可登录')),
                ('is_staff', models.BooleanField(default=False, verbose_name='可进入管理后台')),
                ('created_at', models.DateTimeField(blank=True, null=True, verbose_name='注册时间')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': '用户',
                'verbose_name_plural': '用户',
                'ordering': ['pk'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name_grams'], name='user_name_grams')],
                'constraints': [models.CheckConstraint(condition=models.Q(('verified_on__isnull', True), models.Q(('id_hash__isnull', False), models.Q(('name', ''), _negated=True)), _connector='OR'), name='user_verified_has_identity', violation_error_message='实名认证的用户应有姓名和证件号码。'), models.CheckConstraint(condition=models.Q(('phone_verified', False), ('phone_hash__isnull', False), _connector='OR'), name='user_verified_phone_exists', violation_error_message='没有手机号的用户不能标为手机已验证。')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='名称')),
                ('name_grams', common.fields.grams.NameGramsField(blank=True, default=list, editable=False, size=None)),
                ('kind', models.CharField(choices=[('company', '公司企业'), ('sole_trader', '个体工商户'), ('public_institution', '事业单位'), ('government', '机关'), ('village', '村（居）民委员会'), ('law_firm', '律师事务所'), ('social', '社会团体'), ('other', '其他组织')], max_length=20, verbose_name='类型')),
                ('uscc', models.CharField(blank=True, max_length=18, null=True, unique=True, verbose_name='统一社会信用代码')),
                ('contact', common.fields.sealed.EncryptedTextField(blank=True, verbose_name='联系方式')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='住所地')),
            ],
            options={
                'verbose_name': '机构',
                'verbose_name_plural': '机构',
                'ordering': ['pk'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['name_grams'], name='organisation_name_grams')],
            },
        ),
        migrations.CreateModel(
            name='UnitRenamed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renamed', to='people.organisation', verbose_name='机构')),
                ('former', models.CharField(max_length=120, verbose_name='原来的名称')),
                ('name', models.CharField(max_length=120, verbose_name='改成的名称')),
                ('why', models.CharField(choices=[('typed', '登记时写错'), ('changed', '单位改了名称')], max_length=16, verbose_name='原因')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('on', models.DateField(verbose_name='日期')),
            ],
            options={
                'verbose_name': '机构名称更正',
                'verbose_name_plural': '机构名称更正',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='OrganisationMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='people.organisation', verbose_name='机构')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisation_memberships', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                ('role', models.CharField(choices=[('legal_representative', '法定代表人'), ('head', '主要负责人'), ('authorised', '经办人')], max_length=24, verbose_name='身份')),
                ('since', models.DateField(verbose_name='自何日起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至何日止（含）')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核对人')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='终止登记人')),
            ],
            options={
                'verbose_name': '机构成员',
                'verbose_name_plural': '机构成员',
                'ordering': ['organisation_id', 'since', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='organisation_member_term', violation_error_message='截止日期不能早于起始日期。'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('organisation', '='), ('user', '='), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='organisation_member_once', violation_error_message='该用户在这段时间已是该机构成员。')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='courts.court', verbose_name='法院')),
                ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='courts.division', verbose_name='部门')),
                ('role', models.CharField(choices=[('clerk', '立案员'), ('counsellor', '诉讼辅导员'), ('triage_officer', '程序分流员'), ('judge', '法官'), ('assistant', '法官助理'), ('court_clerk', '书记员'), ('petition_officer', '信访专员'), ('finance', '财务'), ('division_head', '庭长'), ('president', '院长'), ('management', '审管办'), ('admin', '系统管理员'), ('security_admin', '安全管理员'), ('audit_admin', '审计管理员')], max_length=20, verbose_name='岗位')),
                ('since', models.DateField(verbose_name='自何日起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至何日止（含）')),
            ],
            options={
                'verbose_name': '任职',
                'verbose_name_plural': '任职',
                'ordering': ['court__order', 'role', 'since', 'pk'],
                'indexes': [models.Index(fields=['court', 'role'], name='membership_court_role')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='membership_term', violation_error_message='截止日期不能早于起始日期。'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('court', '='), (django.db.models.functions.comparison.Coalesce(models.F('division'), models.Value(0)), '='), ('role', '='), (models.Func(models.F('since'), models.F('until'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='membership_once', violation_error_message='该用户在这段时间已有相同任职。')],
            },
        ),
        migrations.CreateModel(
            name='DutyTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court', verbose_name='法院')),
                ('judge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='法官')),
                ('since', models.DateField(verbose_name='自何日起')),
                ('until', models.DateField(verbose_name='至何日止（含）')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='排班人')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='撤销日')),
            ],
            options={
                'verbose_name': '值班',
                'verbose_name_plural': '值班',
                'ordering': ['since', 'pk'],
                'indexes': [models.Index(fields=['court', 'until'], name='duty_court')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='duty_term', violation_error_message='截止日期不能早于起始日期。')],
            },
        ),
        migrations.CreateModel(
            name='PostProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('give', '任职'), ('end', '离任')], max_length=8, verbose_name='事项')),
                ('state', models.CharField(choices=[('waiting', '等待核准'), ('confirmed', '已核准'), ('refused', '不核准'), ('withdrawn', '已撤回')], default='waiting', max_length=12, verbose_name='状态')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court', verbose_name='法院')),
                ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.division', verbose_name='部门')),
                ('role', models.CharField(choices=[('clerk', '立案员'), ('counsellor', '诉讼辅导员'), ('triage_officer', '程序分流员'), ('judge', '法官'), ('assistant', '法官助理'), ('court_clerk', '书记员'), ('petition_officer', '信访专员'), ('finance', '财务'), ('division_head', '庭长'), ('president', '院长'), ('management', '审管办'), ('admin', '系统管理员'), ('security_admin', '安全管理员'), ('audit_admin', '审计管理员')], max_length=20, verbose_name='岗位')),
                ('since', models.DateField(blank=True, null=True, verbose_name='自何日起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至何日止（含）')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='people.membership', verbose_name='任职')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核准人')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='核准时间')),
            ],
            options={
                'verbose_name': '任职提请',
                'verbose_name_plural': '任职提请',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['confirmed', 'refused', 'waiting', 'withdrawn'])), name='post_proposal_state', violation_error_message='不是系统认识的代码。'), models.CheckConstraint(condition=models.Q(('act__in', ['end', 'give'])), name='post_proposal_act', violation_error_message='不是系统认识的代码。'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), ('state', 'withdrawn'), _connector='OR'), name='post_by_two', violation_error_message='提出和核准不能是同一人。'), models.CheckConstraint(condition=models.Q(('proposed_by__isnull', True), models.Q(models.Q(('user', models.F('proposed_by')), _negated=True), models.Q(('decided_by__isnull', True), models.Q(('user', models.F('decided_by')), _negated=True), _connector='OR')), _connector='OR'), name='post_not_own', violation_error_message='不能办理自己的任职。'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('user', 'court', 'role'), name='post_proposed_once', violation_error_message='这项任职已经提出，正在等待核准。')],
            },
        ),
        migrations.CreateModel(
            name='AccountRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField(unique=True)),
                ('kind', models.CharField(choices=[('post.installed', '安装时任职'), ('post.proposed', '提出'), ('post.confirmed', '核准'), ('post.refused', '不核准'), ('post.withdrawn', '撤回')], max_length=24)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='people.postproposal')),
                ('at', models.DateTimeField()),
                ('body', models.TextField()),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': '任职记录',
                'verbose_name_plural': '任职记录',
                'ordering': ['seq'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['post.confirmed', 'post.installed', 'post.proposed', 'post.refused', 'post.withdrawn'])), name='account_record_kind', violation_error_message='不是系统认识的代码。')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accountrecord',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec57d15a3fff9c03256c9faa0a90771a76b2b1a5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_18fcd', table='people_accountrecord', when='BEFORE')),
        ),
    ]
