"""Which scripts the fonts of this machine can print: names in China are written in more than the common characters.

GB 18030-2022 (level 3) asks for all Chinese characters of Unicode up to extension F and for the scripts below. The
packaged face has those of GBK; the rest comes from the Debian packages named in the Dockerfile, or from the system.
"""

from __future__ import annotations

from common.documents.adapters.pdf import Unprintable, html_to_pdf

# What is printed to try: a name or a word in each script.
SCRIPTS: dict[str, str] = {
    "常用汉字": "张三丰㐂",
    "生僻姓名用字（扩展B）": "𠮷𪚥𤋮",
    "生僻姓名用字（扩展C、D）": "𪜎𫄧𫝆",
    "生僻姓名用字（扩展E、F）": "𫠜𬱖𬺰𮯠",
    "维吾尔文、哈萨克文": "ئابدۇرېھىم",
    "藏文": "བཀྲ་ཤིས",
    "蒙古文": "ᠪᠠᠭᠠᠲᠤᠷ",
    "彝文": "ꀊꈎ",
    "朝鲜文": "김철수",
    "傣文": "ᥖᥭᥰ ᦺᦑ",
    "傈僳文": "ꓡꓲꓢꓴ",
}


def lacking() -> dict[str, str]:
    """The scripts some of whose characters would print as empty boxes: name -> those characters."""
    found = {}
    for script, words in SCRIPTS.items():
        try:
            html_to_pdf(f'<html lang="zh-CN"><head><title>{script}</title></head><body><p>{words}</p></body></html>')
        except Unprintable as hole:
            found[script] = hole.characters
    return found
