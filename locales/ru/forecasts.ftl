forecasts-title = Прогноз для «{ $title }» на { $months ->
    [one] { $months } месяц
    [few] { $months } месяца
    [many] { $months } месяцев
   *[other] { $months } месяца
}
forecasts-heading = Выгода за { $months ->
    [one] { $months } месяц
    [few] { $months } месяца
    [many] { $months } месяцев
   *[other] { $months } месяца
}: покупки друзей минус награды
forecasts-range = { $middle } (от { $low } до { $high })
forecasts-friends = Придёт друзей: { $range }
forecasts-buyers = Выполнят всё и купят: { $range }
forecasts-cost-points = Награды: { $range }
forecasts-cost = Стоимость наград: { $range }
forecasts-earned = Маржа с покупок друзей: { $range }
forecasts-gain = Выгода: { $range }
forecasts-return = Отдача: { $percent } % от стоимости наград
forecasts-per-buyer = Один купивший друг обходится в { $cost }; окупится до { $affordable }.
forecasts-even = Окупается на { $month }-м месяце.
forecasts-even-range = Окупается на { $month }-м месяце (от { $low }-го до { $high }-го).
forecasts-even-late = Окупается на { $month }-м месяце; при неудаче за это время не окупится.
forecasts-never-even = За это время не окупается.
forecasts-assumed = Предположения: заказов в месяц — { $orders }, маржа { $margin } %; приглашают { $sharing } % покупателей, друзей у каждого — { $friends }; покупают { $conversion } % друзей, из них { $repeat } % снова в течение месяца.
forecasts-order = Средний заказ: { $order }.
forecasts-order-guessed = Средний заказ: { $order } — это догадка, в десять раз больше, чем стоит один друг. Укажите свой, чтобы прогноз имел вес.
forecasts-how = Диапазон: восемь из десяти прогонов; доли отличаются от предположений не больше чем на 40 %.
forecasts-caution-few-orders = Заказов в месяц мало ({ $orders }): меньше 100 программа едва ли окупится.
forecasts-caution-some-orders = Заказов в месяц — { $orders }, это на грани: от 200 программа окупается легче.
forecasts-caution-loses = Эти награды убыточны: купивший друг обходится в { $cost }, а приносит { $affordable }.
forecasts-caution-may-lose = При неудаче эти награды могут оказаться убыточными.
forecasts-caution-budget = Бюджет исчерпается на { $month }-м месяце; после этого ничего не обещается.
forecasts-well = Награды укладываются в маржу.
forecasts-name-friends = Друзья
forecasts-name-buyers = Покупатели
forecasts-name-cost = Награды
forecasts-name-gain = Выгода
forecasts-axis = Месяцы
