"""The simulator's pages: plain HTML, no script, nothing from elsewhere."""

from __future__ import annotations

from html import escape

from common.law.money import yuan
from fees.simulator.store import Order

STYLE = """
body{margin:0;background:#f6f4ef;color:#22201c;font:17px/1.7 system-ui,"Noto Sans SC",sans-serif}
main{max-width:26rem;margin:6vh auto;padding:0 1rem}
.card{background:#fff;border:1px solid #d9d4c8;border-radius:10px;padding:1.5rem}
h1{font-size:1.25rem;margin:0 0 .25rem}.soft{color:#5d574c;font-size:.9rem;margin:.25rem 0}
.sum{font-size:2rem;font-weight:600;margin:1rem 0}
button{display:block;width:100%;min-height:48px;margin:.6rem 0;font:inherit;border-radius:8px;border:1px solid #b9b2a3;
background:#fff;color:inherit;cursor:pointer}
button.main{background:#1f5f8b;border-color:#1f5f8b;color:#fff}
button:focus-visible,a:focus-visible{outline:3px solid #1f5f8b;outline-offset:2px}
.mark{background:#fff4d6;border:1px solid #d9b65a;border-radius:8px;padding:.5rem .75rem;margin-bottom:1rem}
"""


def page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )


_NOTE = '<p class="mark">收银台模拟：仅供演示，不会发生真实的资金往来。</p>'


def pay_page(order: Order) -> str:
    """What the payer sees, with the ways a real cashier may behave."""
    if order.state == "paid":
        back = f'<a href="{escape(order.return_url)}">返回法院网站</a>'
        body = f"<h1>已支付</h1><p>{yuan(order.amount)} 元</p><p>{back}</p>"
        return page("已支付", f'{_NOTE}<div class="card">{body}</div>')
    if order.state == "cancelled":
        back = f'<a href="{escape(order.return_url)}">返回法院网站</a>'
        body = f"<h1>订单已取消</h1><p>没有扣款。要付款的，请在法院网站重新支付。</p><p>{back}</p>"
        return page("订单已取消", f'{_NOTE}<div class="card">{body}</div>')
    buttons = "".join(
        f'<button name="act" value="{act}"{css}>{words}</button>'
        for act, words, css in (
            ("pay", "支付", ' class="main"'),
            ("cancel", "取消", ""),
            ("later", "支付，稍后通知法院", ""),
            ("twice", "支付，重复通知法院", ""),
        )
    )
    body = (
        f"<h1>{escape(order.subject)}</h1><p class='soft'>订单号 {escape(order.ref)}</p>"
        f'<p class="sum">{yuan(order.amount)} 元</p><form method="post">{buttons}</form>'
    )
    return page("收银台模拟", f'{_NOTE}<div class="card">{body}</div>')


def missing_page() -> str:
    body = "<h1>没有这个订单</h1><p>请返回法院网站重新发起支付。</p>"
    return page("没有这个订单", f'{_NOTE}<div class="card">{body}</div>')


def home_page() -> str:
    body = "<h1>收银台模拟</h1><p>请从法院网站的交费页面进入。</p>"
    return page("收银台模拟", f'{_NOTE}<div class="card">{body}</div>')
