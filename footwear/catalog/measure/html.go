package measure

import "strings"

// tag reads a tag of HTML, or a sign where it is none.
func (s *scanner) tag() {
	start := s.at
	rest := s.text[start:min(len(s.text), start+4096)]
	end := strings.IndexByte(rest, '>')
	if len(rest) < 2 || end < 0 || rest[1] != '/' && rest[1] != '!' && classes[rest[1]] != letter {
		s.at++
		s.sign(start, '<')
		return
	}
	from := 1
	if rest[1] == '/' {
		from = 2
	}
	to := from
	for to < end && (classes[rest[to]] == letter || classes[rest[to]] == digit) {
		to++
	}
	s.at += end + 1
	var buffer [10]byte
	name := buffer[:0]
	for i := from; i < min(to, from+len(buffer)); i++ {
		name = append(name, rest[i]|0x20)
	}
	switch string(name) {
	case "script", "style":
		if from == 1 {
			s.skipTo(rest[from:to])
		}
		s.add(aLine, start)
	case "dt":
		if from == 1 {
			s.add(aLine, start)
		}
	case "p", "br", "div", "li", "ul", "ol", "tr", "table", "tbody", "dl", "section", "hr":
		s.add(aLine, start)
	case "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dd":
		s.add(aSilence, start)
	}
}

// skipTo goes on behind the end of an element.
func (s *scanner) skipTo(name string) {
	for rest := s.text[s.at:]; ; rest = s.text[s.at:] {
		i := strings.Index(rest, "</")
		if i < 0 {
			s.at = len(s.text)
			return
		}
		s.at += i + len("</")
		if after := s.text[s.at:]; len(after) >= len(name) && strings.EqualFold(after[:len(name)], name) {
			if end := strings.IndexByte(after, '>'); end >= 0 {
				s.at += end + 1
				return
			}
		}
	}
}
