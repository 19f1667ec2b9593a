"""`manage.py fonts`: the scripts this machine can print; ends with 1 when one is missing: so the image is built."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.documents.adapters.fonts import SCRIPTS, lacking


class Command(BaseCommand):
    help = "Say which scripts of names the papers of this machine can print."

    def handle(self, *args: Any, **options: Any) -> None:
        missing = lacking()
        for script, words in SCRIPTS.items():
            self.stdout.write(f"{'缺' if script in missing else '有'}  {script}  {missing.get(script, words)}")
        if missing:
            raise CommandError(
                "有的字印不出来：含有这些字的文书不会出具，会列入待办。请安装字体：apt-get install "
                "fonts-hanazono fonts-noto-core fonts-ukij-uyghur fonts-nanum fonts-noto-color-emoji"
            )
