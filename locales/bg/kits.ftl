kits-title = 🖼 <b>{ $title }: за вашия сайт</b>
    Копирайте редовете в сайта, блога или подписа си. Връзката в тях е ваша и се брои отделно.
kits-image = Картинка „{ $name }“: { $url }
kits-html = HTML:
    <pre>{ $code }</pre>
kits-markdown = Markdown:
    <pre>{ $code }</pre>
kits-next-button = Следваща картинка ({ $number } от { $count }) ›
