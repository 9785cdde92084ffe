package measure

// of returns the meanings of a node.
func (l *lexicon) of(n int32) []meaning { return l.meanings[l.nodes[n].first:l.nodes[n].last] }

// id returns the id of a word, 0 where it has none.
func (l *lexicon) id(text string, t *token) int32 {
	if t.kind != aWord {
		return 0
	}
	if id := l.ids[t.hash]; id != 0 {
		return id
	}
	if t.end-t.start < 7 {
		return 0
	}
	last := [3]byte([]byte(text[t.end-3 : t.end]))
	for i := range last {
		last[i] |= 0x20
	}
	if !l.end[mix(last)] {
		return 0
	}
	var buffer [64]byte
	whole := string(plain(text[t.start:t.end], buffer[:0]))
	for _, e := range l.endings[last] {
		if len(whole) > len(e.text)+1 && whole[len(whole)-len(e.text):] == e.text {
			return e.id
		}
	}
	return 0
}

// opens returns to which side the spelling of a node opens the number behind it; 0 where it does not.
func (l *lexicon) opens(n int32) (limit set) {
	for _, m := range l.of(n) {
		if m.role == aLimit && m.set == under {
			limit = orLess
		}
		if m.role == aLimit && m.set == over {
			limit = orMore
		}
	}
	return limit
}

// bounds returns to which side the spelling of a node opens a number wherever it stands, as "max." does; 0 where it does not.
func (l *lexicon) bounds(n int32) set {
	before := l.opens(n)
	for _, m := range l.of(n) {
		if m.role == aLimit && m.set == before {
			return before
		}
	}
	return 0
}

// abbreviates reports whether a word is short for another one, and no answer: "incl. platform", but "no. Platform".
func (l *lexicon) abbreviates(id int32) bool {
	return l.nodes[id].roles&(1<<anEnding) != 0 && l.nodes[id].roles&(1<<aNo) == 0
}

// find returns the longest spelling that begins with the token at i: its node and how many tokens it has; 0 if none does.
func (l *lexicon) find(text string, tokens []token, i int) (n int32, length int) {
	at := l.id(text, &tokens[i])
	if at == 0 {
		return 0, 0
	}
	if l.nodes[at].last > l.nodes[at].first {
		n, length = at, 1
	}
	id := at
	for j := i + 1; l.nodes[at].goes && j < len(tokens); j++ {
		if t := &tokens[j]; t.kind == aSign && (t.sign == '-' || t.sign == '_' || t.sign == '.' && l.abbreviates(id)) && j+1 < len(tokens) && tokens[j+1].kind == aWord {
			continue
		}
		id = l.id(text, &tokens[j])
		if id == 0 {
			break
		}
		next, ok := l.steps[uint64(at)<<32|uint64(id)]
		if !ok {
			break
		}
		if at = next; l.nodes[at].last > l.nodes[at].first {
			n, length = at, j-i+1
		}
	}
	return n, length
}
