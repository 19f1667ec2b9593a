import common.cases.events
import common.fields.sealed
import common.fields.uids
import django.db.models.deletion
import intake.filing.states
import intake.mandates.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('courts', '0001_initial'),
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DefendantDoor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='door', to='cases.party')),
                ('code_hash', models.CharField(max_length=64, unique=True)),
                ('code', common.fields.sealed.EncryptedTextField()),
                ('made_on', models.DateField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('locked_until', models.DateTimeField(blank=True, null=True)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('bearer_name', models.CharField(blank=True, default='', max_length=60, verbose_name='持单位手续的人')),
                ('bearer_hash', models.CharField(blank=True, default='', max_length=64)),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '被告案件码',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='cases.case')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='cases.party')),
                ('once', models.UUIDField(unique=True)),
                ('form', models.CharField(blank=True, default='', max_length=40)),
                ('form_version', models.CharField(blank=True, default='', max_length=10)),
                ('text', common.fields.sealed.EncryptedTextField(blank=True, default='')),
                ('answers', common.fields.sealed.EncryptedJSONField(blank=True, null=True)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('given_on', models.DateField()),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '答辩',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Guidance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=common.fields.uids.short_uid, editable=False, max_length=16, unique=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('guest', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('kind', models.CharField(max_length=16)),
                ('role', models.CharField(max_length=16)),
                ('version', models.CharField(max_length=10)),
                ('answers', common.fields.sealed.EncryptedJSONField(default=dict)),
                ('shown', models.JSONField(default=list)),
                ('shown_on', models.DateField(blank=True, null=True)),
                ('started_on', models.DateField()),
            ],
            options={
                'verbose_name': '诉讼风险自测',
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=common.fields.uids.short_uid, editable=False, max_length=16, unique=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('guest', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('channel', models.CharField(choices=[('web', '网上'), ('phone', '手机'), ('counter', '窗口'), ('station', '服务站'), ('hotline', '12368 热线'), ('partner', '对接平台'), ('cross_court', '跨域'), ('system', '系统')], default=common.cases.events.Channel['WEB'], max_length=16)),
                ('oral', models.BooleanField(default=False, verbose_name='口头起诉')),
                ('form', models.CharField(max_length=32)),
                ('form_version', models.CharField(max_length=10)),
                ('wish', models.CharField(choices=[('sue', '起诉'), ('mediate', '申请调解')], max_length=16)),
                ('cause', models.CharField(blank=True, default='', max_length=16)),
                ('court', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.court')),
                ('guidance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='intake.guidance')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('answers', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('open', '填写中'), ('submitted', '已提交'), ('abandoned', '已放弃')], default=intake.filing.states.DraftState['OPEN'], max_length=16)),
                ('handover_hash', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('handover_until', models.DateTimeField(blank=True, null=True)),
                ('started_on', models.DateField()),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '立案草稿',
                'indexes': [models.Index(fields=['owner', 'state', '-saved_at'], name='draft_of_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('owner__isnull', False), models.Q(('guest', ''), _negated=True), ('entered_by__isnull', False), _connector='OR'), name='draft_has_keeper', violation_error_message='草稿必须属于一个账号、一次访客会话或者经办的工作人员。')],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='filing', to='cases.case')),
                ('draft', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='filing', to='intake.draft')),
                ('once', models.UUIDField(unique=True)),
                ('form', models.CharField(max_length=32)),
                ('form_version', models.CharField(max_length=10)),
                ('wish', models.CharField(max_length=16)),
                ('answers', common.fields.sealed.EncryptedJSONField()),
                ('first_received_on', models.DateField(verbose_name='首次收到日')),
                ('received_at', models.DateTimeField(verbose_name='收到时间')),
                ('state', models.CharField(choices=[('waiting', '待审查'), ('correcting', '等待补正'), ('registered', '已立案'), ('diverted', '已转调解'), ('returned', '已退回'), ('withdrawn', '已撤回'), ('insisted', '坚持起诉，待法官裁定')], default=intake.filing.states.FilingState['WAITING'], max_length=16)),
                ('second_sorted', models.BooleanField(default=False, verbose_name='二次分流后')),
                ('escalated_on', models.DateField(blank=True, null=True)),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('return_code', models.CharField(blank=True, default='', max_length=32)),
                ('return_words', common.fields.sealed.EncryptedTextField(blank=True, default='')),
                ('insisted_words', common.fields.sealed.EncryptedTextField(blank=True, default='')),
                ('oral', models.BooleanField(default=False, verbose_name='口头起诉')),
            ],
            options={
                'verbose_name': '立案材料',
                'indexes': [models.Index(fields=['state', 'first_received_on', 'id'], name='filing_desk')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'correcting', 'withdrawn', 'insisted']), models.Q(('reviewed_by__isnull', False), ('reviewed_on__isnull', False)), _connector='OR'), name='filing_decided_by_someone', violation_error_message='作出决定的立案材料必须记明经办人和日期。')],
            },
        ),
        migrations.CreateModel(
            name='OralRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='oral_record', to='intake.filing')),
                ('signer', models.CharField(max_length=120, verbose_name='签名人')),
                ('signs_as', models.CharField(choices=[('self', '本人'), ('seal', '单位盖章'), ('legal_representative', '法定代表人'), ('head', '主要负责人'), ('operator', '经营者'), ('guardian', '法定代理人'), ('member', '经办人'), ('agent', '委托诉讼代理人'), ('mediator', '调解员')], max_length=24, verbose_name='签名身份')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.party')),
                ('way', models.CharField(choices=[('drawn', '在屏幕上手写签名'), ('paper', '在纸质笔录上签名'), ('printed', '在纸质笔录上捺印（按指印）')], max_length=16)),
                ('image', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='手写签名')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('clerk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('witness', models.CharField(blank=True, default='', max_length=60, verbose_name='见证人')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('on', models.DateField()),
            ],
            options={
                'verbose_name': '口头起诉笔录',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('scan__isnull', True), ('way', 'drawn'), models.Q(('image', ''), _negated=True)), models.Q(('image', ''), ('scan__isnull', False), ('way__in', ['paper', 'printed'])), _connector='OR'), name='oral_record_is_signed', violation_error_message='笔录应当由本人签名或者捺印。'), models.CheckConstraint(condition=models.Q(models.Q(('way', 'printed'), _negated=True), models.Q(('witness', ''), _negated=True), _connector='OR'), name='oral_print_is_witnessed', violation_error_message='捺印的，应当写明见证人。')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draft', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='intake.draft')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='cases.case')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='cases.party')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='documents.document')),
                ('title', models.CharField(max_length=120, verbose_name='证据名称')),
                ('source', common.fields.sealed.EncryptedTextField(blank=True, default='', max_length=120, verbose_name='来源')),
                ('proves', common.fields.sealed.EncryptedTextField(blank=True, default='', max_length=300, verbose_name='证明什么')),
                ('order', models.PositiveSmallIntegerField(default=1)),
                ('removed', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': '证据',
                'ordering': ['order', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('draft__isnull', False), ('case__isnull', False), _connector='OR'), name='evidence_belongs_somewhere', violation_error_message='证据必须属于一份草稿或者一个案件。')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='cases.party')),
                ('once', models.UUIDField(unique=True)),
                ('name', models.CharField(max_length=60, verbose_name='代理人姓名')),
                ('phone', common.fields.sealed.EncryptedTextField(verbose_name='代理人电话')),
                ('relation', models.CharField(choices=[('lawyer', '律师'), ('legal_worker', '基层法律服务工作者'), ('relative', '近亲属'), ('employee', '本单位工作人员'), ('community', '所在社区、单位推荐的人'), ('association', '社会团体推荐的人')], max_length=16, verbose_name='与当事人的关系')),
                ('unit', models.CharField(blank=True, default='', max_length=120, verbose_name='所在单位')),
                ('authority', models.CharField(choices=[('general', '一般授权'), ('special', '特别授权')], max_length=16, verbose_name='代理权限')),
                ('powers', models.JSONField(default=list, verbose_name='特别授权事项')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('proof', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('given_on', models.DateField()),
                ('state', models.CharField(choices=[('waiting', '等待法院核对'), ('confirmed', '已登记'), ('refused', '未通过核对'), ('revoked', '已解除'), ('superseded', '已由新的委托代替')], default=intake.mandates.states.MandateState['WAITING'], max_length=16)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('words', common.fields.sealed.EncryptedTextField(blank=True, default='', max_length=300, verbose_name='未通过的原因')),
                ('representation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandate', to='cases.representation')),
            ],
            options={
                'verbose_name': '授权委托书',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='mandate_decided_on_a_day', violation_error_message='处理过的委托手续必须记明日期。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('decided_by__isnull', False), ('representation__isnull', False)), _connector='OR'), name='mandate_confirmed_is_recorded', violation_error_message='通过核对的委托手续必须登记代理人和经办人。')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='intake.filing')),
                ('items', common.fields.sealed.EncryptedJSONField()),
                ('asked_on', models.DateField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('days', models.PositiveSmallIntegerField()),
                ('again', common.fields.sealed.EncryptedTextField(blank=True, default='', max_length=300, verbose_name='再次要求补正的原因')),
                ('due', models.DateField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('before', common.fields.sealed.EncryptedJSONField(blank=True, null=True)),
                ('new_files', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': '补正',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_on__isnull', True)), fields=('filing',), name='correction_open_once', violation_error_message='已有一份补正通知尚未答复。')],
            },
        ),
    ]
