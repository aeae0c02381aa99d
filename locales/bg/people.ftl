error-person-unknown = Не познавам { $written }. Човек става познат, когато натисне „Старт“; става и с Telegram id, и с @име.
error-person-ambiguous = Това @име са имали няколко души. Изберете по Telegram id: { $ids }
error-person-unreadable = Напишете Telegram id или @име, например 123456789 или @anna.
