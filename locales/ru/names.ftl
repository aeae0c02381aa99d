names-participant = Участник { $number }
names-hidden = Участник
