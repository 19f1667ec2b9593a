import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(max_length=40)),
                ('cases', models.PositiveIntegerField()),
                ('today', models.DateField()),
                ('day', models.DateField(blank=True, null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '示范城市',
            },
        ),
        migrations.CreateModel(
            name='Played',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='played', to='simulation.fill')),
                ('number', models.IntegerField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'verbose_name': '示范案件',
                'indexes': [models.Index(fields=['fill', 'number'], name='played_number')],
            },
        ),
    ]
