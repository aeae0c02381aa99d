experiments-button = 🧪 Тест: { $name }
experiments-picture-button = 📊 Картинка
experiments-text-button = 📝 Текстом
experiments-title =
    🧪 <b>Тест «{ $name }»</b>
    { $campaign }
experiments-heading = Кто привёл друга? Тест «{ $name }»
experiments-people = { $people ->
    [one] { $people } человек
    [few] { $people } человека
   *[other] { $people } человек
}
experiments-arm =
    <b>{ $name }</b> · { $people ->
        [one] увидел { $people } человек
        [few] увидели { $people } человека
       *[other] увидели { $people } человек
    }
    Друзья: пришли { $starts }, засчитаны { $qualified }
    Привели кого-нибудь: { $converted } — <b>{ $share }</b> (от { $low } до { $high })
experiments-difference =
    <b>{ $name }</b> по сравнению с <b>{ $first }</b>: { $difference } процентного пункта
    От { $low } до { $high } (с уверенностью 95 %), p { $chance }
experiments-verdict = 👉 <b>{ $verdict }</b>
experiments-verdict-too-few = Людей пока мало: чтобы судить, нужно ещё около { $more }.
experiments-verdict-better = «{ $better }» приводит больше, чем «{ $other }». Вряд ли это случайность.
experiments-verdict-same = Оба варианта видело достаточно людей, заметной разницы нет.
experiments-how = Сравнивается, сколько людей привели хотя бы одного засчитанного друга с тех пор, как впервые увидели свой вариант.
error-no-experiment = В этой кампании больше нет теста.
error-experiment-fixed = Варианты теста «{ $name }» и их веса не меняются, пока в нём участвуют люди. Чтобы начать новый тест, дайте ему другое имя.
