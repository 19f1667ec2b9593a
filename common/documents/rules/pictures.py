"""Pictures: whether one can be read to its end. All are seen by a copy: what lies between the pixels stays away."""

from __future__ import annotations

import warnings
from typing import Any, BinaryIO

from common.documents.rules.bounds import MARKUP, DocumentError, Inspected, Limits, no_archive
from common.documents.states import MediaType

_MARKUP = (*MARKUP, b"<svg")
_EDGE = 64 * 1024
FORMATS = {MediaType.HEIC: "HEIF"}  # Pillow's name where it is not ours


def read_picture(file: BinaryIO, head: bytes, size: int, media: MediaType, limits: Limits) -> Inspected:
    """Checked to its last byte. DocumentError when it is broken, hides a page or a program, or is out of bounds."""
    from PIL import Image, UnidentifiedImageError

    file.seek(max(0, size - _EDGE))
    edges = (head + file.read(_EDGE)).lower()
    if any(mark in edges for mark in _MARKUP) or b"%pdf-" in edges[:1024]:
        raise DocumentError("图片里夹带了网页或程序", "请重新拍照或截图后上传")
    no_archive(file)
    file.seek(0)
    broken = DocumentError("图片已损坏", "请检查原图能否打开，或重新拍照后上传")
    ready()
    try:
        with warnings.catch_warnings():
            # Our own bounds are stricter and speak Chinese; Pillow's warnings would only be noise.
            warnings.simplefilter("ignore")
            with Image.open(file, formats=[FORMATS.get(media, media.name)]) as image:
                _bounded(image.width * image.height, media, limits)
                pages = count_sheets(image, limits) if media is MediaType.TIFF else 1
                if media is MediaType.JPEG:
                    # Decoding at an eighth of the size finds a truncated file without the memory of the full picture.
                    image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
                if media is MediaType.PNG:
                    image.verify()  # every chunk's checksum, nothing unpacked
                else:
                    image.load()
    except Image.DecompressionBombError:
        raise DocumentError("图片尺寸过大", "请缩小图片后重新上传") from None
    except DocumentError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, EOFError, RuntimeError):
        raise broken from None
    return Inspected(media, pages, copied=True)


def count_sheets(image: Any, limits: Limits) -> int:
    """The sheets of a TIFF, by their headers; each and all of them together within the bounds, or DocumentError at the
    sheet that is too much. The first lies open afterwards."""
    pixels = 0
    for at in range(limits.pages + 1):
        try:
            image.seek(at)
        except EOFError:
            image.seek(0)
            return at
        _bounded(image.width * image.height, MediaType.TIFF, limits)
        pixels += image.width * image.height
        if pixels > limits.together:
            raise DocumentError("图片各页合起来尺寸过大", "请降低扫描分辨率，或拆成几份后上传")
    raise DocumentError(f"图片超过 {limits.pages} 页", "请拆成几份后上传")


def ready() -> None:
    """Teach Pillow to read what iPhones write, and to leave the bounds to us: it refuses at twice this number, which is
    the largest sensor of a telephone. Asked again, nothing happens."""
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = Limits().scaled // 2


def _bounded(count: int, media: MediaType, limits: Limits) -> None:
    if count > (limits.scaled if media is MediaType.JPEG else limits.pixels):
        raise DocumentError("图片尺寸过大", "请缩小图片后重新上传")
