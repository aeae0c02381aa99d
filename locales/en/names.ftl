names-participant = Participant { $number }
names-hidden = Participant
