package triage

import "fmt"

// A Conversation asks one question at a time. It begins with what a report says already, so that one which was broken off is
// taken up again from its report: see [Report.MarshalJSON]. Make one with [Decider.Converse]. It is for one goroutine at a time.
//
// It first asks what has to be asked, once more what the person was not sure about, and then what is worth asking. It ends at
// once when an emergency shows. Whoever asks may end it at any time, and look at [Conversation.Decision].
type Conversation struct {
	decider  *Decider
	report   Report
	decision Decision
	again    map[string]bool // what was asked a second time
}

// Converse begins a conversation, or takes it up again. The error is that of [Decider.Decide].
func (d *Decider) Converse(r Report) (*Conversation, error) {
	decision, err := d.Decide(r)
	if err != nil {
		return nil, err
	}
	return &Conversation{decider: d, report: r, decision: decision, again: map[string]bool{}}, nil
}

// Next returns the question to put next; it is not ok where none is left, and as soon as there is an emergency. A question of
// which the person was not sure comes once more, and says so.
func (c *Conversation) Next() (q Question, ok bool) {
	if c.decision.Disposition == EmergencyNow {
		return Question{}, false
	}
	for _, list := range [...][]Question{c.decision.Questions, c.decision.FollowUp} {
		for _, q := range list {
			if !c.again[q.Finding] {
				return q, true
			}
		}
	}
	return Question{}, false
}

// Answer takes the answer to the question that is next, and decides anew. An answer that contradicts the report is an error,
// and leaves the conversation as it was; so is NotAsked, and an answer to no question.
func (c *Conversation) Answer(a Answer) error {
	q, ok := c.Next()
	switch {
	case !ok:
		return fmt.Errorf("no question is left to answer %v to", a)
	case a == NotAsked:
		return fmt.Errorf("%v is no answer to a question: say %v", a, NotSure)
	}
	report := c.report.With(a, q.Finding)
	decision, err := c.decider.Decide(report)
	if err != nil {
		return err
	}
	if q.Again {
		c.again[q.Finding] = true
	}
	c.report, c.decision = report, decision
	return nil
}

// Report returns what was said so far.
func (c *Conversation) Report() Report { return c.report }

// Decision returns what that comes to.
func (c *Conversation) Decision() Decision { return c.decision }
