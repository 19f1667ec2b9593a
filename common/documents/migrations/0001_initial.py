import common.fields.sealed
import common.fields.uids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=common.fields.uids.long_uid, editable=False, max_length=22, unique=True)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='cases.case')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='cases.party')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to=settings.AUTH_USER_MODEL)),
                ('draft_key', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('kind', models.CharField(max_length=48, verbose_name='种类')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('original_name', models.CharField(max_length=120, verbose_name='原文件名')),
                ('media_type', models.CharField(choices=[('application/pdf', 'PDF'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word 文档'), ('application/ofd', 'OFD 版式文件'), ('image/jpeg', 'JPG 图片'), ('image/png', 'PNG 图片'), ('image/heic', 'HEIC 照片'), ('image/webp', 'WebP 图片'), ('image/tiff', 'TIFF 图片'), ('image/bmp', 'BMP 图片'), ('audio/mpeg', 'MP3 录音'), ('audio/mp4', 'M4A 录音'), ('audio/wav', 'WAV 录音'), ('audio/aac', 'AAC 录音'), ('audio/amr', 'AMR 录音'), ('audio/ogg', 'OGG 录音'), ('video/mp4', 'MP4 录像'), ('video/quicktime', 'MOV 录像'), ('video/3gpp', '3GP 录像'), ('video/webm', 'WebM 录像'), ('video/x-msvideo', 'AVI 录像')], max_length=100, verbose_name='格式')),
                ('size', models.PositiveIntegerField(verbose_name='字节')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('path', models.CharField(max_length=120, unique=True)),
                ('pages', models.PositiveIntegerField(default=0, verbose_name='页数')),
                ('audience', models.CharField(choices=[('all', '各方'), ('side', '一方当事人'), ('staff', '法院工作人员'), ('handlers', '承办人员')], default='all', max_length=16, verbose_name='可见范围')),
                ('generated', models.BooleanField(default=False, verbose_name='系统生成')),
                ('scan', models.CharField(choices=[('off', '未设病毒检查'), ('waiting', '正在检查'), ('clean', '已通过安全检查'), ('infected', '没有通过安全检查')], default='off', max_length=16, verbose_name='安全检查')),
                ('created_at', models.DateTimeField(verbose_name='收到时间')),
            ],
            options={
                'verbose_name': '文件',
                'verbose_name_plural': '文件',
                'indexes': [models.Index(fields=['case', 'id'], name='document_case'), models.Index(condition=models.Q(('scan', 'waiting')), fields=['id'], name='document_to_scan')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('audience', 'side'), _negated=True), ('party__isnull', False), ('case__isnull', True), _connector='OR'), name='document_side_names_party', violation_error_message='只给一方看的文件必须写明是哪一方。'), models.CheckConstraint(condition=models.Q(('case__isnull', False), models.Q(('draft_key', ''), _negated=True), _connector='OR'), name='document_belongs_somewhere', violation_error_message='文件必须属于一个案件或一份草稿。')],
            },
        ),
        migrations.CreateModel(
            name='ReadingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='copy', to='documents.document')),
                ('state', models.CharField(choices=[('queued', '等待转换'), ('claimed', '转换中'), ('made', '已转换'), ('failed', '转换失败')], default='queued', max_length=16, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(verbose_name='最早转换时间')),
                ('media_type', models.CharField(blank=True, choices=[('application/pdf', 'PDF'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word 文档'), ('application/ofd', 'OFD 版式文件'), ('image/jpeg', 'JPG 图片'), ('image/png', 'PNG 图片'), ('image/heic', 'HEIC 照片'), ('image/webp', 'WebP 图片'), ('image/tiff', 'TIFF 图片'), ('image/bmp', 'BMP 图片'), ('audio/mpeg', 'MP3 录音'), ('audio/mp4', 'M4A 录音'), ('audio/wav', 'WAV 录音'), ('audio/aac', 'AAC 录音'), ('audio/amr', 'AMR 录音'), ('audio/ogg', 'OGG 录音'), ('video/mp4', 'MP4 录像'), ('video/quicktime', 'MOV 录像'), ('video/3gpp', '3GP 录像'), ('video/webm', 'WebM 录像'), ('video/x-msvideo', 'AVI 录像')], default='', max_length=100, verbose_name='格式')),
                ('pages', models.PositiveIntegerField(default=0, verbose_name='页数')),
                ('path', models.CharField(blank=True, default='', max_length=120)),
            ],
            options={
                'verbose_name': '阅读副本',
                'verbose_name_plural': '阅读副本',
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['due_at', 'id'], name='copy_to_make')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'made'), models.Q(('path', ''), _negated=True)), models.Q(models.Q(('state', 'made'), _negated=True), ('path', '')), _connector='OR'), name='copy_made_has_file', violation_error_message='已转换的副本必须有文件，未转换的不能有。')],
            },
        ),
        migrations.CreateModel(
            name='PartialUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=common.fields.uids.long_uid, editable=False, max_length=22, unique=True)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(max_length=80)),
                ('name', models.CharField(max_length=120, verbose_name='原文件名')),
                ('size', models.PositiveIntegerField(verbose_name='字节')),
                ('received', models.PositiveIntegerField(default=0, verbose_name='已收到')),
                ('path', models.CharField(max_length=40, unique=True)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='documents.document')),
                ('touched_at', models.DateTimeField(db_index=True, verbose_name='最近一次收到')),
            ],
            options={
                'verbose_name': '未传完的文件',
                'constraints': [models.UniqueConstraint(fields=('place', 'owner', 'fingerprint'), name='partial_upload_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('received__lte', models.F('size'))), name='partial_upload_within')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cases.case')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cases.event')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cases.party')),
                ('kind', models.CharField(max_length=48, verbose_name='种类')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('number', models.CharField(blank=True, default='', max_length=60, verbose_name='文号')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='版式')),
                ('context', common.fields.sealed.EncryptedJSONField()),
                ('audience', models.CharField(choices=[('all', '各方'), ('side', '一方当事人'), ('staff', '法院工作人员'), ('handlers', '承办人员')], max_length=16, verbose_name='可见范围')),
                ('state', models.CharField(choices=[('queued', '等待生成'), ('claimed', '生成中'), ('rendered', '已生成'), ('failed', '生成失败')], default='queued', max_length=16, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(verbose_name='最早生成时间')),
                ('lacking', models.CharField(blank=True, default='', max_length=8, verbose_name='字体里没有的字')),
                ('issued_on', models.DateField(verbose_name='落款日期')),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='documents.document')),
            ],
            options={
                'verbose_name': '文书',
                'verbose_name_plural': '文书',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'claimed', 'failed'])), fields=['due_at', 'id'], name='paper_to_render')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['acceptance_notice', 'answer', 'answer_copy', 'appeal_correction', 'appeal_fee_notice', 'attend_notice', 'cash_receipt', 'closing_notice', 'complaint', 'complaint_copy', 'confirmation_acceptance', 'confirmation_ruling', 'conversion_notice', 'correction_notice', 'delivery.proof', 'fee_list', 'fee_notice', 'fee_relief_decision', 'fee_review_decision', 'insistence', 'judgment', 'letter', 'mediation_agreement', 'mediation_invitation', 'mediation_paper', 'mediation_points', 'mediation_report', 'oral_record', 'petition_answer', 'petition_notice', 'petition_procedural', 'petition_receipt', 'receipt', 'refund_notice', 'respond_notice', 'return_notice', 'ruling_conversion', 'ruling_deemed_withdrawal', 'ruling_dismissal', 'ruling_inadmissible', 'ruling_transfer', 'ruling_withdrawal', 'small_claims_notice', 'summons'])), name='paper_kind_known', violation_error_message='不是系统认识的代码。'), models.UniqueConstraint(fields=('event', 'kind', 'party'), name='paper_once', nulls_distinct=False, violation_error_message='这份文书已经出具。'), models.CheckConstraint(condition=models.Q(models.Q(('document__isnull', False), ('state', 'rendered')), models.Q(models.Q(('state', 'rendered'), _negated=True), ('document', None)), _connector='OR'), name='paper_rendered_has_file', violation_error_message='已生成的文书必须有文件，未生成的不能有。'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'side'), _negated=True), ('party__isnull', False), _connector='OR'), name='paper_side_names_party', violation_error_message='只给一方的文书必须写明是哪一方。')],
            },
        ),
    ]
