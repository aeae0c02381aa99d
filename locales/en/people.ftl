error-person-unknown = I do not know { $written }. A person is known once they have pressed Start; the Telegram id works as well as the @name.
error-person-ambiguous = Several people have had this @name. Choose by Telegram id: { $ids }
error-person-unreadable = Write a Telegram id or an @name, as 123456789 or @anna.
