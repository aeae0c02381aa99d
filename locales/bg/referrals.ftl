referrals-friend-came =
    { $count ->
        [one] 🎉 По вашата връзка дойде нов приятел: { $name }. Какво следва — в /friends.
       *[other] 🎉 По вашата връзка дойдоха { $count } приятели, сред тях { $name }. Какво следва — в /friends.
    }
referrals-revoked-left = ↩️ { $name } излезе от чат, който кампанията изисква, затова наградата за този приятел е отнета. Повече — /why.
referrals-revoked-window-passed = ⌛️ { $name } не завърши стъпките навреме, затова няма награда за този приятел. Повече — /why.
referrals-revoked-refunded = ↩️ { $name } върна покупката, затова няма награда за този приятел. Повече — /why.
referrals-revoked-rejected = ✖️ Организаторите не одобриха { $name }, затова няма награда за този приятел. Повече — /why.
referrals-revoked-banned = ↩️ Поканата на { $name } беше отменена от администратор. Повече — /why.
