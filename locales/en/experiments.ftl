experiments-button = 🧪 Test: { $name }
experiments-picture-button = 📊 Picture
experiments-text-button = 📝 As text
experiments-title =
    🧪 <b>Test “{ $name }”</b>
    { $campaign }
experiments-heading = Who brought a friend? Test “{ $name }”
experiments-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
}
experiments-arm =
    <b>{ $name }</b> · { $people ->
        [one] { $people } person has seen it
       *[other] { $people } people have seen it
    }
    Friends: { $starts } came, { $qualified } counted
    Brought somebody: { $converted } — <b>{ $share }</b> ({ $low } to { $high })
experiments-difference =
    <b>{ $name }</b> beside <b>{ $first }</b>: { $difference } percentage points
    Between { $low } and { $high } (95% sure), p { $chance }
experiments-verdict = 👉 <b>{ $verdict }</b>
experiments-verdict-too-few = Not enough people yet: it takes about { $more } more to tell.
experiments-verdict-better = “{ $better }” brings more than “{ $other }”. That is hardly chance.
experiments-verdict-same = Enough people have seen both, and there is no difference that matters.
experiments-how = Compared is how many people brought at least one friend who counts, since they first saw their variant.
error-no-experiment = This campaign has no test any more.
error-experiment-fixed = The variants of the test “{ $name }” and their weights stay as they are while people are in it. Give the test another name to begin a new one.
