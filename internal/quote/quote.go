// Package quote shortens texts from outside for errors to quote them: whoever sends a megabyte is told of it in a line.
package quote

import "strings"

// most is how many bytes of a text [Short] keeps.
const most = 100

// Short returns what an error quotes of a text: all of it, or its beginning and an ellipsis.
func Short(text string) string { return UpTo(text, most) }

// UpTo returns a text of at most so many bytes as it is, and the beginning of a longer one with an ellipsis behind it. No
// letter is cut in two.
func UpTo(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	return strings.ToValidUTF8(text[:bytes], "") + "…"
}
