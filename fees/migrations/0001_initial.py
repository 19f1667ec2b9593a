import common.fields.sealed
import django.db.models.deletion
import django.db.models.expressions
import fees.money.states
import fees.relief.states
import fees.review.states
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
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
            name='FeeNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fee_notices', to='cases.case')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fee_notices', to='cases.party')),
                ('kind', models.CharField(choices=[('main', '预交案件受理费'), ('supplement', '补交案件受理费'), ('increase', '增加诉讼请求补交案件受理费'), ('final', '结案后应交案件受理费')], default=fees.money.states.NoticeKind['MAIN'], max_length=12, verbose_name='种类')),
                ('amount', models.BigIntegerField(verbose_name='应交（分）')),
                ('full', models.BigIntegerField(verbose_name='减半前（分）')),
                ('owed', models.BigIntegerField(default=0, editable=False, verbose_name='应交余额（分）')),
                ('relieved', models.BigIntegerField(default=0, editable=False, verbose_name='减免（分）')),
                ('received', models.BigIntegerField(default=0, editable=False, verbose_name='已交（分）')),
                ('owed_back', models.BigIntegerField(default=0, editable=False, verbose_name='应退（分）')),
                ('refunded', models.BigIntegerField(default=0, editable=False, verbose_name='已退（分）')),
                ('halved', models.BooleanField(default=False, verbose_name='已减半')),
                ('procedure', models.CharField(blank=True, default='', max_length=16, verbose_name='适用程序')),
                ('quote', models.JSONField(default=dict)),
                ('not_due', models.CharField(blank=True, choices=[('wages', '追索劳动报酬的案件可以不预交案件受理费'), ('free', '本案不交纳案件受理费'), ('later', '本案费用不需预交'), ('exempt', '已准予免交案件受理费'), ('deferred', '已准予缓交案件受理费')], default='', max_length=12, verbose_name='不预交的原因')),
                ('state', models.CharField(choices=[('open', '待交纳'), ('paid', '已交清'), ('relieved', '已准予缓交或者减免'), ('not_due', '不需预交'), ('lapsed', '逾期未交'), ('cancelled', '已取消')], max_length=12, verbose_name='状态')),
                ('issued_on', models.DateField(verbose_name='通知日期')),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('enforced_on', models.DateField(blank=True, null=True, verbose_name='移送执行日期')),
            ],
            options={
                'verbose_name': '交费通知',
                'verbose_name_plural': '交费通知',
                'indexes': [models.Index(fields=['state', 'issued_on', 'id'], name='notice_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'lapsed', 'relieved'])), fields=('case', 'kind', 'party'), name='notice_one_open', violation_error_message='该案已有一份未了结的交费通知。'), models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('owed__gte', 0), ('relieved__gte', 0), ('relieved__lte', models.F('amount'))), name='notice_amounts', violation_error_message='金额不能为负，减免不能超过应交金额。'), models.CheckConstraint(condition=models.Q(('owed_back__gte', 0), ('received__gte', django.db.models.expressions.CombinedExpression(models.F('owed_back'), '+', models.F('refunded'))), ('refunded__gte', 0)), name='notice_conserved', violation_error_message='退还的不能超过收到的。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), _negated=True), ('owed__lte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('received'), '-', models.F('owed_back')), '-', models.F('refunded'))), _connector='OR'), name='notice_paid_in_full', violation_error_message='没有交清的通知不能标为已交清。')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feenotice',
            trigger=pgtrigger.compiler.Trigger(name='sums_are_the_ledger_s', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0 AND (OLD.owed, OLD.relieved, OLD.received, OLD.owed_back, OLD.refunded) IS DISTINCT FROM (NEW.owed, NEW.relieved, NEW.received, NEW.owed_back, NEW.refunded))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='73384321e82bf5c06818dd196aad37b4c9c554cb', operation='UPDATE', pgid='pgtrigger_sums_are_the_ledger_s_d8539', table='fees_feenotice', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='cases.case')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='fees.feenotice')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='cases.party')),
                ('amount', models.BigIntegerField(verbose_name='金额（分）')),
                ('channel', models.CharField(choices=[('online', '网上支付'), ('counter', '窗口交费')], max_length=8, verbose_name='渠道')),
                ('method', models.CharField(blank=True, choices=[('pos', '刷卡或扫码'), ('bank', '银行转账'), ('cash', '现金')], default='', max_length=8, verbose_name='方式')),
                ('state', models.CharField(choices=[('started', '等待支付结果'), ('received', '已到账'), ('part', '到账一部分'), ('late', '到账时已不用交'), ('refused', '金额不符，未计入'), ('dropped', '已放弃'), ('stopped', '已取消，没有扣款')], max_length=8, verbose_name='状态')),
                ('ref', models.CharField(max_length=32, unique=True, verbose_name='订单号')),
                ('ticket', models.CharField(blank=True, default='', max_length=40, verbose_name='票据号')),
                ('started_on', models.DateField(verbose_name='发起日期')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='到账日期')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('once', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'verbose_name': '支付',
                'verbose_name_plural': '支付',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_positive', violation_error_message='支付金额应大于零。'), models.UniqueConstraint(condition=models.Q(('state', 'started')), fields=('notice',), name='payment_one_under_way', violation_error_message='该通知已有一笔正在进行的支付。'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['received', 'late']), _negated=True), ('received_on__isnull', False), _connector='OR'), name='payment_received_has_day', violation_error_message='到账的支付应有到账日期。'), models.UniqueConstraint(condition=models.Q(('ticket', ''), _negated=True), fields=('ticket',), name='payment_ticket_once', violation_error_message='该票据号已经登记过。')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='fees.payment')),
                ('number', models.CharField(max_length=64, unique=True, verbose_name='流水号')),
                ('amount', models.BigIntegerField(verbose_name='金额（分）')),
                ('verdict', models.CharField(choices=[('counted', '已入账'), ('wrong_amount', '金额不符'), ('extra', '重复支付')], max_length=16, verbose_name='处理')),
                ('received_at', models.DateTimeField(verbose_name='到账时间')),
                ('reacted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '到账记录',
                'verbose_name_plural': '到账记录',
                'indexes': [models.Index(condition=models.Q(('reacted_at__isnull', True)), fields=['id'], name='receipt_unheard')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='receipt_positive')],
            },
        ),
        migrations.CreateModel(
            name='Relief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.party')),
                ('asked_on', models.DateField(verbose_name='申请日期')),
                ('reason', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='理由')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('once', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind_asked', models.CharField(choices=[('exempt', '免交'), ('reduce', '减交'), ('defer', '缓交')], max_length=8, verbose_name='申请')),
                ('ground', models.CharField(choices=[('45-1', '残疾人，没有固定生活来源'), ('45-2', '追索赡养费、扶养费、抚育费、抚恤金'), ('45-3', '最低生活保障对象、农村特困定期救济对象、农村五保供养对象或者领取失业保险金人员，没有其他收入'), ('45-4', '因见义勇为或者保护社会公共利益受到损害，本人或者近亲属请求赔偿或者补偿'), ('45-5', '确实需要免交的其他情形'), ('46-1', '因自然灾害等不可抗力造成生活困难，正在接受社会救济，或者家庭生产经营难以为继'), ('46-2', '属于国家规定的优抚、安置对象'), ('46-3', '社会福利机构和救助管理站'), ('46-4', '确实需要减交的其他情形'), ('47-1', '追索社会保险金、经济补偿金'), ('47-2', '海上事故、交通事故、医疗事故、工伤事故、产品质量事故或者其他人身伤害事故的受害人请求赔偿'), ('47-3', '正在接受有关部门法律援助'), ('47-4', '确实需要缓交的其他情形')], max_length=8, verbose_name='情形')),
                ('words', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='情况说明')),
                ('news', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='和上次相比的新情况')),
                ('state', models.CharField(choices=[('pending', '待决定'), ('granted', '已批准'), ('refused', '未批准'), ('withdrawn', '已撤回')], default=fees.relief.states.ReliefState['PENDING'], max_length=10, verbose_name='状态')),
                ('kind_granted', models.CharField(blank=True, choices=[('exempt', '免交'), ('reduce', '减交'), ('defer', '缓交')], default='', max_length=8, verbose_name='批准')),
                ('percent', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='减交比例（%）')),
                ('granted', models.BigIntegerField(default=0, verbose_name='减免金额（分）')),
                ('until', models.DateField(blank=True, null=True, verbose_name='缓交至')),
                ('refusal', models.CharField(blank=True, choices=[('not_natural', '诉讼费用的免交只适用于自然人'), ('no_proof', '没有提交足以证明经济困难的材料'), ('not_covered', '所述情况不属于可以缓交、减交、免交的情形'), ('too_late', '缓交申请未在规定的时间内提出'), ('other', '其他（请写明）')], default='', max_length=16, verbose_name='不予批准的理由')),
                ('documents', models.ManyToManyField(blank=True, related_name='+', to='documents.document')),
            ],
            options={
                'verbose_name': '减免申请',
                'verbose_name_plural': '减免申请',
                'default_related_name': 'reliefs',
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['asked_on', 'id'], name='relief_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('case', 'party'), name='relief_one_pending', violation_error_message='您已有一份正在审查的申请。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'granted'), _negated=True), models.Q(('kind_granted', ''), _negated=True), _connector='OR'), name='relief_granted_has_kind', violation_error_message='批准时应写明缓交、减交或者免交。'), models.CheckConstraint(condition=models.Q(models.Q(('kind_granted', 'reduce'), _negated=True), models.Q(('percent__gte', 30), ('percent__lte', 99)), _connector='OR'), name='relief_reduce_at_least_30', violation_error_message='减交比例不得低于百分之三十。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='relief_refused_has_reason', violation_error_message='不予批准应书面说明理由。'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(models.Q(('kind_asked', 'exempt'), ('kind_granted__in', ['reduce', 'defer'])), models.Q(('kind_asked', 'reduce'), ('kind_granted', 'defer')), _connector='OR', _negated=True), _connector='OR'), name='relief_less_has_reason', violation_error_message='批准的比申请的少，应书面说明理由。')],
            },
        ),
        migrations.CreateModel(
            name='FeeReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.case')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.party')),
                ('asked_on', models.DateField(verbose_name='申请日期')),
                ('reason', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='理由')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('once', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('subject', models.CharField(choices=[('calculation', '诉讼费用的计算'), ('relief', '减免申请的决定'), ('burden', '诉讼费用由谁负担')], max_length=12, verbose_name='对什么有异议')),
                ('words', common.fields.sealed.EncryptedTextField(verbose_name='理由')),
                ('state', models.CharField(choices=[('pending', '等待复核'), ('upheld', '维持原决定'), ('corrected', '予以更正')], default=fees.review.states.ReviewState['PENDING'], max_length=10, verbose_name='状态')),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='更正后的案件受理费（分）')),
            ],
            options={
                'verbose_name': '诉讼费用复核',
                'verbose_name_plural': '诉讼费用复核',
                'default_related_name': 'fee_reviews',
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['asked_on', 'id'], name='fee_review_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('case', 'party'), name='fee_review_one_pending', violation_error_message='您已有一份正在复核的申请。'), models.CheckConstraint(condition=models.Q(('state', 'pending'), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='fee_review_decided_says_why', violation_error_message='复核决定应当写明理由、日期和决定人。')],
            },
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='cases.case')),
                ('way', models.CharField(max_length=20, verbose_name='结案方式')),
                ('final', models.BigIntegerField(verbose_name='案件受理费（分）')),
                ('paid', models.BigIntegerField(verbose_name='已预交（分）')),
                ('relieved', models.BigIntegerField(default=0, verbose_name='减免（分）')),
                ('refund', models.BigIntegerField(verbose_name='应退（分）')),
                ('due', models.BigIntegerField(verbose_name='应补交（分）')),
                ('reviewed', models.BigIntegerField(default=0, verbose_name='其中复核时已退（分）')),
                ('quote', models.JSONField(default=dict)),
                ('on', models.DateField()),
                ('undone_on', models.DateField(blank=True, null=True)),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='生效日')),
                ('stayed_on', models.DateField(blank=True, null=True, verbose_name='上诉日')),
                ('demanded_on', models.DateField(blank=True, null=True, verbose_name='通知负担方的日期')),
            ],
            options={
                'verbose_name': '诉讼费用结算',
                'verbose_name_plural': '诉讼费用结算',
                'indexes': [models.Index(condition=models.Q(('effective_on__isnull', True), ('stayed_on__isnull', True), ('undone_on__isnull', True)), fields=['id'], name='settlement_not_effective')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_on__isnull', True)), fields=('case',), name='settlement_once'), models.CheckConstraint(condition=models.Q(('demanded_on__isnull', True), ('effective_on__isnull', False), _connector='OR'), name='settlement_demands_after_effect', violation_error_message='裁判生效后才能通知负担方交纳。'), models.CheckConstraint(condition=models.Q(('due__gte', 0), ('final__gte', 0), ('paid__gte', 0), ('refund__gte', 0)), name='settlement_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='cases.case')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='cases.party')),
                ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='fees.feenotice')),
                ('receipt', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refund', to='fees.receipt')),
                ('settlement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='fees.settlement')),
                ('amount', models.BigIntegerField(verbose_name='金额（分）')),
                ('reason', models.CharField(choices=[('settled', '结案后多交部分'), ('overpaid', '重复或者多交'), ('closed', '案件结束后到账'), ('relief', '批准减交、免交后多交部分'), ('wrong_amount', '金额不符，原路退回'), ('claims', '减少诉讼请求后多交部分'), ('burden', '胜诉方预交但不应负担')], max_length=16, verbose_name='原因')),
                ('state', models.CharField(choices=[('due', '待退还'), ('paid', '已退还'), ('void', '已取消')], default=fees.money.states.RefundState['DUE'], max_length=8, verbose_name='状态')),
                ('made_on', models.DateField(verbose_name='登记日期')),
                ('paid_on', models.DateField(blank=True, null=True, verbose_name='退还日期')),
                ('words', common.fields.sealed.EncryptedTextField(blank=True, default='', max_length=200, verbose_name='说明')),
                ('voucher', models.CharField(blank=True, default='', max_length=40, verbose_name='退款凭证号')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '退费',
                'verbose_name_plural': '退费',
                'indexes': [models.Index(condition=models.Q(('state', 'due')), fields=['made_on', 'id'], name='refund_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_positive'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), _negated=True), models.Q(('paid_on__isnull', False), models.Q(('voucher', ''), _negated=True)), _connector='OR'), name='refund_paid_has_voucher', violation_error_message='已退还的应登记日期和凭证号。'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), _negated=True), models.Q(('prepared_by__isnull', False), models.Q(('prepared_by', models.F('by')), _negated=True)), _connector='OR'), name='refund_by_a_second_person', violation_error_message='退费由一个人核对登记，另一个人放款。')],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='cases.case')),
                ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='fees.feenotice')),
                ('receipt', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='fees.receipt')),
                ('refund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='fees.refund')),
                ('kind', models.CharField(choices=[('charge', '应收'), ('payment', '收款'), ('relief', '减免'), ('refund_due', '应退'), ('refund_paid', '退款'), ('refund_bounced', '退款被银行退回'), ('cancel', '冲销'), ('suspense', '待查款项'), ('suspense_back', '待查款项应退'), ('refund_void', '应退冲销'), ('relief_void', '减免冲销')], max_length=16, verbose_name='种类')),
                ('debit', models.CharField(choices=[('receivable', '应收诉讼费'), ('fees', '诉讼费'), ('cash', '代理银行账户'), ('refunds', '应退诉讼费'), ('suspense', '待查款项')], max_length=12, verbose_name='借')),
                ('credit', models.CharField(choices=[('receivable', '应收诉讼费'), ('fees', '诉讼费'), ('cash', '代理银行账户'), ('refunds', '应退诉讼费'), ('suspense', '待查款项')], max_length=12, verbose_name='贷')),
                ('amount', models.BigIntegerField(verbose_name='金额（分）')),
                ('on', models.DateField(verbose_name='日期')),
            ],
            options={
                'verbose_name': '账目',
                'verbose_name_plural': '账目',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['case', 'id'], name='ledger_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='ledger_positive'), models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='ledger_two_sides'), models.UniqueConstraint(condition=models.Q(('receipt__isnull', False)), fields=('receipt', 'kind'), name='ledger_receipt_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fcd00c908529d33662185f9cf687b8d324893d87', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8f4ff', table='fees_ledgerentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerentry',
            trigger=pgtrigger.compiler.Trigger(name='summed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."notice_id" IS NOT NULL)', func="\n    UPDATE fees_feenotice SET (owed, relieved, received, owed_back, refunded) =\n        (SELECT COALESCE(SUM(amount * CASE kind WHEN 'charge' THEN 1 WHEN 'cancel' THEN -1 WHEN 'relief' THEN -1 WHEN 'relief_void' THEN 1 ELSE 0 END), 0), COALESCE(SUM(amount * CASE kind WHEN 'relief' THEN 1 WHEN 'relief_void' THEN -1 ELSE 0 END), 0), COALESCE(SUM(amount * CASE kind WHEN 'payment' THEN 1 ELSE 0 END), 0), COALESCE(SUM(amount * CASE kind WHEN 'refund_due' THEN 1 WHEN 'refund_void' THEN -1 WHEN 'refund_paid' THEN -1 WHEN 'refund_bounced' THEN 1 ELSE 0 END), 0), COALESCE(SUM(amount * CASE kind WHEN 'refund_paid' THEN 1 WHEN 'refund_bounced' THEN -1 ELSE 0 END), 0) FROM fees_ledgerentry WHERE notice_id = NEW.notice_id)\n     WHERE id = NEW.notice_id;\n    RETURN NULL;\n", hash='51ecaa45f07a77938722dd7e71f78d529123e954', operation='INSERT', pgid='pgtrigger_summed_368e8', table='fees_ledgerentry', when='AFTER')),
        ),
        migrations.CreateModel(
            name='Bearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('settlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bearings', to='fees.settlement')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bearings', to='cases.party')),
                ('share', models.BigIntegerField(verbose_name='负担（分）')),
                ('back', models.BigIntegerField(default=0, verbose_name='多预交（分）')),
                ('lacks', models.BigIntegerField(default=0, verbose_name='还没有交（分）')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='询问日')),
                ('choice', models.CharField(blank=True, choices=[('court', '由法院退还给我'), ('direct', '由对方直接付给我'), ('bear', '我自愿承担')], default='', max_length=8, verbose_name='选择')),
                ('chosen_on', models.DateField(blank=True, null=True, verbose_name='选择日')),
                ('silent', models.BooleanField(default=False, verbose_name='逾期没有选')),
            ],
            options={
                'verbose_name': '诉讼费用负担',
                'verbose_name_plural': '诉讼费用负担',
                'indexes': [models.Index(condition=models.Q(('asked_on__isnull', False), ('choice', '')), fields=['id'], name='bearing_waiting')],
                'constraints': [models.UniqueConstraint(fields=('settlement', 'party'), name='bearing_once'), models.CheckConstraint(condition=models.Q(('back__gte', 0), ('lacks__gte', 0), ('share__gte', 0)), name='bearing_not_negative'), models.CheckConstraint(condition=models.Q(('asked_on__isnull', True), ('back__gt', 0), _connector='OR'), name='bearing_asked_of_something'), models.CheckConstraint(condition=models.Q(models.Q(('choice', ''), ('chosen_on__isnull', True)), models.Q(models.Q(('choice', ''), _negated=True), ('chosen_on__isnull', False)), _connector='OR'), name='bearing_chosen_has_day')],
            },
        ),
    ]
