import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_lapse_looked_at_again'),
        ('documents', '0001_initial'),
        ('fees', '0002_who_bears'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='refund',
            name='prepared_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgerentry',
            trigger=pgtrigger.compiler.Trigger(name='conserved', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."notice_id" IS NOT NULL)', declare='DECLARE received bigint; returned bigint; refunded bigint;', func="\n                    SELECT COALESCE(SUM(amount) FILTER (WHERE kind = 'payment'), 0),\n                           COALESCE(SUM(amount) FILTER (WHERE kind = 'refund_due'), 0)\n                             - COALESCE(SUM(amount) FILTER (WHERE kind = 'refund_void'), 0),\n                           COALESCE(SUM(amount) FILTER (WHERE kind = 'refund_paid'), 0)\n                      INTO received, returned, refunded\n                      FROM fees_ledgerentry WHERE notice_id = NEW.notice_id;\n                    IF returned > received OR refunded > returned THEN\n                        RAISE EXCEPTION 'the money of a notice is not conserved' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NULL;\n                ", hash='f0ee9e192f380be20767dba3a16f77d39faf5780', operation='INSERT', pgid='pgtrigger_conserved_3d3a6', table='fees_ledgerentry', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('prepared_by', models.F('by')), ('state', 'paid'), _negated=True), name='refund_by_a_second_person', violation_error_message='核查登记退费的人，不能自己办理退款。'),
        ),
        migrations.AddConstraint(
            model_name='relief',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(models.Q(('kind_asked', 'exempt'), ('kind_granted__in', ['reduce', 'defer'])), models.Q(('kind_asked', 'reduce'), ('kind_granted', 'defer')), _connector='OR', _negated=True), _connector='OR'), name='relief_less_has_reason', violation_error_message='批准的比申请的少，应书面说明理由。'),
        ),
    ]
