import common.fields.sealed
import common.fields.uids
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
            name='ServiceAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_addresses', to='cases.party')),
                ('recipient_name', models.CharField(max_length=60, verbose_name='收件人')),
                ('postal', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='邮寄地址')),
                ('phone', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='联系电话')),
                ('email', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='电子邮箱')),
                ('e_channel', models.CharField(choices=[('portal', '云浮法院诉讼服务网账号'), ('sms', '手机短信'), ('email', '电子邮箱'), ('none', '不使用电子送达')], default='none', max_length=8, verbose_name='电子送达方式')),
                ('e_consent', models.BooleanField(default=False, verbose_name='同意电子送达')),
                ('consent_scope', models.CharField(choices=[('all', '全部诉讼文书'), ('process', '除判决书、裁定书、调解书以外的文书')], default='all', max_length=8, verbose_name='同意范围')),
                ('given_at', models.DateTimeField(verbose_name='提供时间')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('channel', models.CharField(choices=[('web', '网上'), ('phone', '手机'), ('counter', '窗口'), ('station', '服务站'), ('hotline', '12368 热线'), ('partner', '对接平台'), ('cross_court', '跨域'), ('system', '系统')], max_length=16, verbose_name='确认途径')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='被替代时间')),
                ('by_agent', models.BooleanField(default=False, verbose_name='代理人在窗口填写')),
            ],
            options={
                'verbose_name': '送达地址',
                'verbose_name_plural': '送达地址',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('party',), name='service_address_one_current'), models.CheckConstraint(condition=models.Q(('e_consent', False), models.Q(('e_channel', 'none'), _negated=True), _connector='OR'), name='service_address_consent_has_channel', violation_error_message='同意电子送达的，须写明接收方式。')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=common.fields.uids.long_uid, editable=False, max_length=22, unique=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='cases.case')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='cases.party')),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='documents.paper')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='documents.document')),
                ('kind', models.CharField(max_length=48, verbose_name='文书种类')),
                ('title', models.CharField(max_length=120, verbose_name='文书名称')),
                ('decision', models.BooleanField(default=False, verbose_name='判决书、裁定书、调解书')),
                ('method', models.CharField(choices=[('electronic', '电子送达'), ('counter', '到法院领取'), ('post', '邮寄送达'), ('in_person', '直接送达'), ('left', '留置送达'), ('public', '公告送达')], max_length=16, verbose_name='方式')),
                ('effect', models.CharField(blank=True, choices=[('arrival', '到达时生效'), ('reading', '确认收悉时生效'), ('signing', '本人签收时生效')], default='', max_length=8, verbose_name='生效')),
                ('address', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='services', to='delivery.serviceaddress')),
                ('articles', models.JSONField(default=list, verbose_name='依据')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='说明')),
                ('state', models.CharField(choices=[('pending', '送达中'), ('served', '已送达'), ('failed', '未能送达'), ('recalled', '已收回')], default='pending', max_length=8, verbose_name='状态')),
                ('ordered_at', models.DateTimeField(verbose_name='交付送达时间')),
                ('ordered_on', models.DateField(verbose_name='交付送达日')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='发出时间')),
                ('dispatched_on', models.DateField(blank=True, null=True, verbose_name='发出日')),
                ('sent_proof', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='发出凭证')),
                ('announced_on', models.DateField(blank=True, null=True, verbose_name='发出公告日')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='公告期满日')),
                ('gist', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='公告写明的内容')),
                ('served_on', models.DateField(blank=True, null=True, verbose_name='送达日')),
                ('asked', models.CharField(blank=True, choices=[('runs', '正在等回答'), ('told', '起诉的一方说了怎么找'), ('unknown', '起诉的一方说不知道在哪里'), ('silent', '起诉的一方没有回答')], default='', max_length=8, verbose_name='问对方的结果')),
                ('found_words', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='对方提供的地址、电话')),
                ('proof', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='送达凭证')),
                ('proof_document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proves_services', to='documents.document')),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField(blank=True, null=True, verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '送达',
                'verbose_name_plural': '送达',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['ordered_on', 'id'], name='service_pending')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('document', None), ('paper__isnull', False)), models.Q(('document__isnull', False), ('paper', None)), _connector='OR'), name='service_of_one_thing', violation_error_message='一次送达只送一份文书或一份材料。'), models.UniqueConstraint(condition=models.Q(('state__in', ('pending', 'served'))), fields=('paper', 'party'), name='service_paper_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('pending', 'served'))), fields=('document', 'party'), name='service_document_once'), models.CheckConstraint(condition=models.Q(models.Q(('served_on__isnull', False), ('state', 'served')), models.Q(models.Q(('state', 'served'), _negated=True), ('served_on', None)), _connector='OR'), name='service_served_has_day', violation_error_message='已送达的须有送达日期，未送达的不能有。'), models.CheckConstraint(condition=models.Q(models.Q(('announced_on', None), ('expires_on', None)), models.Q(('announced_on__isnull', False), ('expires_on__isnull', False), ('method', 'public')), _connector='OR'), name='service_announced_is_public', violation_error_message='只有公告送达才有公告日期。'), models.CheckConstraint(condition=models.Q(models.Q(('effect__in', ['arrival', 'reading', 'signing']), ('method', 'electronic')), models.Q(models.Q(('method', 'electronic'), _negated=True), ('effect', '')), _connector='OR'), name='service_effect_is_electronic')],
            },
        ),
    ]
