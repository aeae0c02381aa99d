forecasts-title = Прогноза за „{ $title }“ за { $months ->
    [one] един месец
   *[other] { $months } месеца
}
forecasts-heading = Печалба за { $months ->
    [one] един месец
   *[other] { $months } месеца
}: покупки минус награди
forecasts-range = { $middle } (от { $low } до { $high })
forecasts-friends = Ще дойдат приятели: { $range }
forecasts-buyers = Ще направят всичко и ще купят: { $range }
forecasts-cost-points = Награди: { $range }
forecasts-cost = Цена на наградите: { $range }
forecasts-earned = Марж от покупките на приятелите: { $range }
forecasts-gain = Печалба: { $range }
forecasts-return = Възвръщаемост: { $percent } % от цената на наградите
forecasts-per-buyer = Един купил приятел струва { $cost }; изплаща се до { $affordable }.
forecasts-even = Изплаща се през месец { $month }.
forecasts-even-range = Изплаща се през месец { $month } (от { $low } до { $high }).
forecasts-even-late = Изплаща се през месец { $month }; при неуспех не се изплаща за това време.
forecasts-never-even = За това време не се изплаща.
forecasts-assumed = Предположения: { $orders } поръчки на месец, марж { $margin } %; канят { $sharing } % от клиентите, по { $friends } приятели всеки; купуват { $conversion } % от приятелите, от тях { $repeat } % отново до месец.
forecasts-order = Средна поръчка: { $order }.
forecasts-order-guessed = Средна поръчка: { $order } — предположение, десет пъти колкото струва един приятел. Посочете своята, за да има прогнозата тежест.
forecasts-how = Диапазонът: осем от десет симулации; дяловете се различават от предположените с до 40 %.
forecasts-caution-few-orders = Поръчките на месец са малко ({ $orders }): под 100 програмата трудно се изплаща.
forecasts-caution-some-orders = Поръчките на месец са { $orders }, това е на ръба: от 200 нагоре програмата се изплаща по-лесно.
forecasts-caution-loses = Тези награди са на загуба: купил приятел струва { $cost }, а носи { $affordable }.
forecasts-caution-may-lose = При неуспех тези награди може да са на загуба.
forecasts-caution-budget = Бюджетът се изчерпва през месец { $month }; след това нищо не се обещава.
forecasts-well = Наградите се побират в маржа.
forecasts-name-friends = Приятели
forecasts-name-buyers = Купувачи
forecasts-name-cost = Награди
forecasts-name-gain = Печалба
forecasts-axis = Месеци
