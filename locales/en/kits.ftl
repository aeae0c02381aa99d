kits-title = 🖼 <b>{ $title }: for your page</b>
    Copy the lines into your site, blog or signature. The link in them is yours, and is counted apart.
kits-image = Picture “{ $name }”: { $url }
kits-html = HTML:
    <pre>{ $code }</pre>
kits-markdown = Markdown:
    <pre>{ $code }</pre>
kits-next-button = Next picture ({ $number } of { $count }) ›
