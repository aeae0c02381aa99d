error-person-unknown = Я не знаю { $written }. Человек становится известен, когда нажмёт «Старт»; подойдёт и Telegram id, и @имя.
error-person-ambiguous = Это @имя было у нескольких людей. Выберите по Telegram id: { $ids }
error-person-unreadable = Напишите Telegram id или @имя, например 123456789 или @anna.
