package fact

import "fmt"

// Truth is an answer to a yes-or-no question. The zero Truth is Unknown: nobody asked, or nobody knows.
// The three are ordered No < Unknown < Yes, which is all that And and Or need.
type Truth int8

// The three truths.
const (
	No      Truth = -1
	Unknown Truth = 0
	Yes     Truth = 1
)

// Known returns Yes for true and No for false.
func Known(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// And is Yes when both are, No when either is, else Unknown. Of what is no truth it means nothing; see Err.
func (t Truth) And(u Truth) Truth { return min(t, u) }

// Or is Yes when either is, No when both are, else Unknown. Of what is no truth it means nothing; see Err.
func (t Truth) Or(u Truth) Truth { return max(t, u) }

// Not swaps Yes and No; what is Unknown stays so. Of what is no truth it means nothing; see Err.
func (t Truth) Not() Truth { return -t }

// Err says why t is none of the three truths, or is nil.
func (t Truth) Err() error {
	if t < No || t > Yes {
		return fmt.Errorf("%d is no truth: use Yes, No or Unknown", int8(t))
	}
	return nil
}

// String returns "yes", "no" or "unknown", "Truth(n)" for what is impossible.
func (t Truth) String() string {
	switch t {
	case No:
		return "no"
	case Yes:
		return "yes"
	case Unknown:
		return "unknown"
	}
	return fmt.Sprintf("Truth(%d)", int8(t))
}
