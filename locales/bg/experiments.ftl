experiments-button = 🧪 Тест: { $name }
experiments-picture-button = 📊 Картинка
experiments-text-button = 📝 Като текст
experiments-title =
    🧪 <b>Тест „{ $name }“</b>
    { $campaign }
experiments-heading = Кой доведе приятел? Тест „{ $name }“
experiments-people = { $people ->
    [one] { $people } човек
   *[other] { $people } души
}
experiments-arm =
    <b>{ $name }</b> · { $people ->
        [one] видял го е { $people } човек
       *[other] видели са го { $people } души
    }
    Приятели: дошли { $starts }, зачетени { $qualified }
    Довели някого: { $converted } — <b>{ $share }</b> (от { $low } до { $high })
experiments-difference =
    <b>{ $name }</b> спрямо <b>{ $first }</b>: { $difference } процентни пункта
    Между { $low } и { $high } (със сигурност 95 %), p { $chance }
experiments-verdict = 👉 <b>{ $verdict }</b>
experiments-verdict-too-few = Хората все още са малко: за да се прецени, трябват още около { $more }.
experiments-verdict-better = „{ $better }“ довежда повече приятели от „{ $other }“. Едва ли е случайност.
experiments-verdict-same = Достатъчно хора са видели и двата варианта, няма разлика, която да има значение.
experiments-how = Сравнява се колко души са довели поне един зачетен приятел, откакто за пръв път са видели своя вариант.
error-no-experiment = В тази кампания вече няма тест.
error-experiment-fixed = Вариантите на теста „{ $name }“ и техните тегла не се променят, докато в него има хора. За нов тест му дайте друго име.
