"""How the page of ``status --html`` looks: light or dark, as whoever reads it prefers; on a phone, too."""

from __future__ import annotations

from .heat_map import STYLE as HEAT_MAP

COLOURS = {
    "complete": ("#2e7d32", "#43a047"),
    "not_published": ("#a5b4a6", "#5d7060"),
    "not_yet": ("#81c0e6", "#3f7ea6"),
    "partial": ("#f9a825", "#f9a825"),
    "interrupted": ("#ffcc80", "#b7803a"),
    "damaged": ("#ef9a9a", "#f08080"),
    "unknown": ("#8e24aa", "#ba68c8"),
    "blocked": ("#c62828", "#e53935"),
    "never_tried": ("#e4e4e0", "#363636"),
}
"""On a light page, and on a dark one."""


def _classes(*, dark: bool) -> str:
    """CSS: a class for each status, which sets the colour ``--c``."""
    return "".join(f".{name}{{--c:{both[dark]}}}" for name, both in COLOURS.items())


STYLE = f"""
:root{{color-scheme:light dark;--ink:#222;--paper:#fff;--faint:#666;--line:#ddd;--ring:#d50000;--link:#0b57d0}}
{_classes(dark=False)}
@media(prefers-color-scheme:dark){{
:root{{--ink:#ddd;--paper:#161616;--faint:#999;--line:#3a3a3a;--ring:#ff5252;--link:#8ab4f8}}
{_classes(dark=True)}}}
body{{font:16px/1.5 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;margin:1rem auto;
max-width:60rem;padding:0 .75rem;color:var(--ink);background:var(--paper)}}
a{{color:var(--link)}}h1{{font-size:1.3rem;margin:.5rem 0}}h2{{font-size:1.15rem;margin:2.5rem 0 .25rem}}
h3{{font-size:1rem;margin:1rem 0 .2rem}}p{{margin:.4rem 0}}.faint{{color:var(--faint)}}
h2,code,.faint,.overview td:first-child{{overflow-wrap:anywhere}}
.legend{{display:flex;flex-wrap:wrap;gap:.25rem 1rem;font-size:.85rem}}
.legend i{{width:.8em;height:.8em;border-radius:2px;margin-right:.35em;display:inline-block;background:var(--c)}}
.legend .suspect{{box-shadow:inset 0 0 0 2px var(--ring)}}
table{{border-collapse:collapse;font-variant-numeric:tabular-nums}}
td,th{{padding:.1rem 0 .1rem .9rem;text-align:right;vertical-align:top;white-space:nowrap}}
th{{font-weight:500;color:var(--faint)}}
th:first-child,td:first-child{{text-align:left;padding-left:0;white-space:normal}}
.overview{{width:100%;margin:1rem 0}}
.overview td{{border-top:1px solid var(--line);padding-top:.3rem;padding-bottom:.4rem}}
.bar{{display:flex;height:.4rem;border-radius:2px;overflow:hidden;margin-top:.2rem}}.bar i{{background:var(--c)}}
.year{{display:flex;flex-wrap:wrap}}:target{{background:#ffeb3b33}}
details{{border-left:4px solid var(--c);padding-left:.6rem;margin:.3rem 0}}
{HEAT_MAP}summary{{cursor:pointer}}ul{{margin:.2rem 0;padding-left:1.2rem}}code{{font-size:.85em}}
@media(max-width:40rem){{table{{font-size:.85rem}}td,th{{padding-left:.5rem}}.overview .wide{{display:none}}
.overview tr{{display:grid;grid-template-columns:3fr 2fr 2fr 3fr}}.overview tr>:first-child{{grid-column:1/-1}}
.overview td~td{{border:0}}}}
"""
