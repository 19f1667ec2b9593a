from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.CharField(max_length=40, unique=True)),
                ('done_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '定时任务',
            },
        ),
    ]
