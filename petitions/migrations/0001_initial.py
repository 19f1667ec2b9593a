import common.fields.sealed
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('courts', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Petition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='petition', to='cases.case')),
                ('form', models.CharField(choices=[('web', '网上信访'), ('letter', '来信'), ('visit', '来访'), ('hotline', '来电')], max_length=16, verbose_name='形式')),
                ('about', models.CharField(choices=[('conduct', '工作人员的作风或者行为'), ('judgment', '判决、裁定、调解的结果'), ('enforcement', '执行'), ('filing', '立案'), ('service', '诉讼服务'), ('other', '其他意见、建议')], max_length=16, verbose_name='反映事项')),
                ('limb', models.CharField(choices=[('suggestion', '意见建议'), ('report', '检举控告'), ('litigation', '申诉求决：按诉讼程序处理'), ('arbitration', '申诉求决：导入仲裁'), ('party', '申诉求决：党员申诉、申请复审'), ('administrative', '申诉求决：导入行政程序'), ('duty', '申诉求决：查处违法、履行职责'), ('opinion', '申诉求决：调查核实，出具处理意见书')], max_length=16, verbose_name='事项分类')),
                ('level', models.CharField(choices=[('first', '处理'), ('recheck', '复查'), ('reexamination', '复核')], default='first', max_length=16, verbose_name='环节')),
                ('reviews', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviewed_in', to='petitions.petition')),
                ('final_on', models.DateField(blank=True, null=True, verbose_name='复核日')),
                ('content', common.fields.sealed.EncryptedTextField(verbose_name='情况和理由')),
                ('demand', common.fields.sealed.EncryptedTextField(verbose_name='请求')),
                ('concerned_number', models.CharField(blank=True, default='', max_length=60, verbose_name='所涉案号')),
                ('anonymous', models.BooleanField(default=False, verbose_name='匿名')),
                ('people', models.PositiveSmallIntegerField(default=1, verbose_name='共同信访人数')),
                ('representatives', models.PositiveSmallIntegerField(default=1, verbose_name='代表人数')),
                ('code_hash', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('lodged', '已受理，待转办'), ('routed', '办理中'), ('acknowledged', '已告知怎么办，办理中'), ('answered', '已答复，待回访'), ('concluded', '已办结')], default='lodged', max_length=16, verbose_name='状态')),
                ('division', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.division')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='petitions_owned', to=settings.AUTH_USER_MODEL)),
                ('lodged_on', models.DateField(verbose_name='登记日')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='交寄日')),
                ('due_on', models.DateField(verbose_name='下次答复到期日')),
                ('acknowledged_on', models.DateField(blank=True, null=True, verbose_name='程序性答复日')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='答复日')),
                ('concluded_on', models.DateField(blank=True, null=True, verbose_name='办结日')),
                ('outcome', models.CharField(blank=True, choices=[('supported', '予以支持'), ('explained', '解释说明（请求合理但缺乏法律依据）'), ('unsupported', '不予支持'), ('adopted', '采纳意见建议'), ('considered', '研究后答复（暂不采纳）'), ('handled', '已依法办理并答复'), ('to_procedure', '导入法定程序'), ('forwarded', '转送有权处理的机关'), ('not_again', '已经复核，不再受理')], default='', max_length=16, verbose_name='结果')),
                ('follow_up', models.CharField(blank=True, choices=[('phone', '电话回访'), ('visit', '当面回访'), ('online', '本人已在网上评价'), ('unreachable', '联系不上或者没有留联系方式')], default='', max_length=16, verbose_name='回访')),
                ('follow_up_words', common.fields.sealed.EncryptedTextField(blank=True, default='', max_length=500, verbose_name='回访记录')),
                ('round', models.PositiveSmallIntegerField(default=1, verbose_name='第几次办理')),
                ('once', models.UUIDField(unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': '信访',
                'verbose_name_plural': '信访',
                'ordering': ['due_on', 'id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['lodged', 'routed', 'acknowledged', 'answered'])), fields=['due_on', 'id'], name='petition_due'), models.Index(fields=['owner', 'due_on', 'id'], name='petition_owner_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'lodged'), ('owner__isnull', False), _connector='OR'), name='petition_in_hand_has_owner', violation_error_message='已转办的信访必须有承办人。'), models.CheckConstraint(condition=models.Q(('people__gte', models.F('representatives')), ('representatives__gte', 1), ('representatives__lte', 5)), name='petition_five_representatives', violation_error_message='代表人数不得超过 5 人，也不能多于信访人数。'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['answered', 'concluded']), _negated=True), models.Q(('answered_on__isnull', False), models.Q(('outcome', ''), _negated=True), ('acknowledged_on__isnull', False)), _connector='OR'), name='petition_answered_has_outcome', violation_error_message='已答复的信访必须有答复日和结果。'), models.CheckConstraint(condition=models.Q(models.Q(('concluded_on__isnull', False), ('state', 'concluded')), models.Q(models.Q(('state', 'concluded'), _negated=True), ('concluded_on__isnull', True)), _connector='OR'), name='petition_concluded_has_day', violation_error_message='已办结的信访必须有办结日。'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'first'), ('reviews__isnull', True)), models.Q(models.Q(('level', 'first'), _negated=True), ('limb', 'opinion'), ('reviews__isnull', False)), _connector='OR'), name='petition_reviews_an_opinion', violation_error_message='复查、复核必须对应原来的信访处理意见。')],
            },
        ),
        migrations.CreateModel(
            name='Routing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='routings', to='petitions.petition')),
                ('division', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='courts.division')),
                ('former', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on', models.DateField(verbose_name='转办日')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.CharField(choices=[('rule', '按规则分派'), ('competence', '属于其他部门职责'), ('recusal', '承办人应当回避'), ('load', '平衡工作量'), ('absence', '承办人休假或者调离'), ('first', '首接承办'), ('reopened', '重新办理'), ('other', '其他原因')], max_length=16, verbose_name='原因')),
                ('words', common.fields.sealed.EncryptedTextField(blank=True, default='', max_length=300, verbose_name='说明')),
            ],
            options={
                'verbose_name': '转办',
                'verbose_name_plural': '转办',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['owner', 'on'], name='routing_owner_day')],
            },
        ),
        migrations.CreateModel(
            name='Sorting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sortings', to='petitions.petition')),
                ('former', models.CharField(blank=True, choices=[('suggestion', '意见建议'), ('report', '检举控告'), ('litigation', '申诉求决：按诉讼程序处理'), ('arbitration', '申诉求决：导入仲裁'), ('party', '申诉求决：党员申诉、申请复审'), ('administrative', '申诉求决：导入行政程序'), ('duty', '申诉求决：查处违法、履行职责'), ('opinion', '申诉求决：调查核实，出具处理意见书')], default='', max_length=16, verbose_name='原分类')),
                ('limb', models.CharField(choices=[('suggestion', '意见建议'), ('report', '检举控告'), ('litigation', '申诉求决：按诉讼程序处理'), ('arbitration', '申诉求决：导入仲裁'), ('party', '申诉求决：党员申诉、申请复审'), ('administrative', '申诉求决：导入行政程序'), ('duty', '申诉求决：查处违法、履行职责'), ('opinion', '申诉求决：调查核实，出具处理意见书')], max_length=16, verbose_name='分类')),
                ('on', models.DateField(verbose_name='归类日')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('words', common.fields.sealed.EncryptedTextField(blank=True, default='', max_length=300, verbose_name='理由')),
            ],
            options={
                'verbose_name': '信访归类',
                'verbose_name_plural': '信访归类',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Prolonging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prolongings', to='petitions.petition')),
                ('days', models.PositiveSmallIntegerField(verbose_name='延长天数')),
                ('reason', common.fields.sealed.EncryptedTextField(max_length=300, verbose_name='理由')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_on', models.DateField(verbose_name='申请日')),
                ('state', models.CharField(choices=[('asked', '待院长批准'), ('granted', '已批准'), ('refused', '未批准'), ('void', '不再需要')], default='asked', max_length=16, verbose_name='状态')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日')),
                ('words', common.fields.sealed.EncryptedTextField(blank=True, default='', max_length=300, verbose_name='意见')),
            ],
            options={
                'verbose_name': '信访延期',
                'verbose_name_plural': '信访延期',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('petition',), name='prolonging_one_asked', violation_error_message='已有一项延期申请正在等院长批准。')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='petitions.petition')),
                ('kind', models.CharField(choices=[('procedural', '程序性答复'), ('result', '办理结果答复')], max_length=16, verbose_name='种类')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('code', models.CharField(choices=[('accepted', '已受理，正在办理'), ('to_procedure', '已受理，并告知应走的诉讼程序'), ('more_facts', '已受理，请补充情况'), ('supported', '予以支持'), ('explained', '解释说明（请求合理但缺乏法律依据）'), ('unsupported', '不予支持'), ('adopted', '采纳意见建议'), ('considered', '研究后答复（暂不采纳）'), ('handled', '已依法办理并答复'), ('to_procedure', '导入法定程序'), ('forwarded', '转送有权处理的机关'), ('not_again', '已经复核，不再受理')], max_length=16, verbose_name='内容')),
                ('text', common.fields.sealed.EncryptedTextField(verbose_name='正文')),
                ('remedy', models.TextField(blank=True, default='', verbose_name='救济途径')),
                ('basis', models.JSONField(default=list, verbose_name='依据')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_on', models.DateField(verbose_name='签发日')),
            ],
            options={
                'verbose_name': '信访答复',
                'verbose_name_plural': '信访答复',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('petition', 'kind', 'round'), name='reply_once', violation_error_message='这件信访已经作出过这种答复。')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('number', '同一编号'), ('lodging', '提交')], max_length=16)),
                ('key', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '尝试记录',
                'verbose_name_plural': '尝试记录',
                'indexes': [models.Index(fields=['scope', 'key', 'at'], name='attempt_scope_key'), models.Index(fields=['at'], name='attempt_at')],
            },
        ),
        migrations.CreateModel(
            name='OutsideOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outside_opinions', to='petitions.petition')),
                ('level', models.CharField(choices=[('first', '处理'), ('recheck', '复查'), ('reexamination', '复核')], max_length=16, verbose_name='环节')),
                ('court', models.CharField(max_length=60, verbose_name='作出法院')),
                ('given_on', models.DateField(verbose_name='作出日')),
                ('outcome', models.CharField(choices=[('supported', '予以支持'), ('explained', '解释说明（请求合理但缺乏法律依据）'), ('unsupported', '不予支持')], max_length=16, verbose_name='结果')),
                ('words', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='要点')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_on', models.DateField(verbose_name='登记日')),
            ],
            options={
                'verbose_name': '外单位复查复核意见',
                'verbose_name_plural': '外单位复查复核意见',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='petitions.petition')),
                ('score', models.PositiveSmallIntegerField(verbose_name='满意程度')),
                ('words', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='想说的话')),
                ('rated_on', models.DateField(verbose_name='评价日')),
            ],
            options={
                'verbose_name': '信访评价',
                'verbose_name_plural': '信访评价',
                'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='rating_one_to_five', violation_error_message='满意程度为 1 至 5。')],
            },
        ),
    ]
