refbacks-screen = 🤲 <b>{ $title }</b>
    Давате на приятелите си <b>{ $percent } %</b> от всяка своя награда. Можете до { $most } %.
refbacks-hint = Изберете отдолу или напишете например <code>/refback 15</code>.
refbacks-saved = ✅ Записано. Важи от следващата награда; каквото вече имате, остава ваше.
refbacks-choice = { $percent } %
refbacks-ticked = ✅ { $percent } %
refbacks-which = 🤲 В коя кампания искате да делите наградата?
error-refback-not-offered = В момента няма кампания, в която да делите наградата си с приятел.
error-refback-malformed = Напишете цяло число от 0 до { $most }, например: /refback 10
error-refback-too-large = Можете да дадете най-много { $most } %. Изберете по-малко число: нищо не е променено.
