import common.fields.sealed
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
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.event')),
                ('occasion', models.CharField(blank=True, default='', max_length=96)),
                ('kind', models.CharField(max_length=64, verbose_name='种类')),
                ('channel', models.CharField(choices=[('in_site', '站内'), ('sms', '短信'), ('email', '电子邮件')], max_length=16, verbose_name='方式')),
                ('recipient', models.CharField(max_length=64)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.party')),
                ('address', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='号码或邮箱')),
                ('address_hash', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('body', common.fields.sealed.EncryptedTextField(blank=True, default='', verbose_name='内容')),
                ('link', models.CharField(blank=True, default='', max_length=200, verbose_name='链接')),
                ('state', models.CharField(choices=[('queued', '等待发送'), ('claimed', '发送中'), ('sent', '已发送'), ('failed', '稍后重试'), ('dead', '未能送出')], default='queued', max_length=16, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('useless_after', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(verbose_name='产生时间')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='发送时间')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='阅读时间')),
                ('provider_ref', models.CharField(blank=True, default='', max_length=96, verbose_name='通道回执')),
                ('trouble', models.CharField(blank=True, default='', max_length=96, verbose_name='最近一次失败')),
                ('hopeless', models.BooleanField(default=False)),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='另行告知时间')),
                ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '通知',
                'verbose_name_plural': '通知',
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'claimed', 'failed'])), fields=['due_at', 'id'], name='notice_to_send'), models.Index(condition=models.Q(('channel', 'in_site')), fields=['user', '-id'], name='notice_inbox'), models.Index(condition=models.Q(('state', 'dead'), ('told_at__isnull', True)), fields=['-id'], name='notice_dead')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('event__isnull', False)), fields=('event', 'kind', 'channel', 'recipient'), name='notice_once_per_event'), models.UniqueConstraint(condition=models.Q(('occasion', ''), _negated=True), fields=('occasion', 'kind', 'channel', 'recipient'), name='notice_once_per_occasion'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='notice_sent_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'in_site'), ('user__isnull', False)), models.Q(models.Q(('channel', 'in_site'), _negated=True), models.Q(('address', ''), _negated=True)), _connector='OR'), name='notice_has_address', violation_error_message='站内通知须有用户，短信和邮件须有号码或邮箱。')],
            },
        ),
    ]
