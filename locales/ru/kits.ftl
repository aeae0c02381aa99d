kits-title = 🖼 <b>{ $title }: для вашего сайта</b>
    Скопируйте строки на сайт, в блог или в подпись. Ссылка в них ваша и считается отдельно.
kits-image = Картинка «{ $name }»: { $url }
kits-html = HTML:
    <pre>{ $code }</pre>
kits-markdown = Markdown:
    <pre>{ $code }</pre>
kits-next-button = Следующая картинка ({ $number } из { $count }) ›
