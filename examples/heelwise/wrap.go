package main

import (
	"strings"
	"unicode/utf8"
)

// lineWidth is how wide texts for people are, in runes.
const lineWidth = 110

// wrap breaks a text at blanks, so that with an indentation its lines fit. Its own line breaks stay.
func wrap(text string, indent int) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, wrapLine(line, lineWidth-indent)...)
	}
	return strings.Join(lines, "\n"+strings.Repeat(" ", indent))
}

// wrapLine breaks one line at blanks. A word that is too long stays whole.
func wrapLine(text string, width int) (lines []string) {
	for utf8.RuneCountInString(text) > width {
		end := len(string([]rune(text)[:width+1]))
		at := strings.LastIndex(text[:end], " ")
		if at <= 0 {
			if at = strings.Index(text[end:], " "); at < 0 {
				break
			}
			at += end
		}
		lines = append(lines, text[:at])
		text = text[at+1:]
	}
	return append(lines, text)
}
