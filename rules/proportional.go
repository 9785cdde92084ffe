package rules

// Proportional reports whether the score is seen to be the named total times something that does not depend on it: with
// half of the total every score is half of what it was, but for rounding.
func (p *Pack[T]) Proportional(total string) bool {
	i, ok := p.Total(total)
	return ok && p.score.proportional(p.score.reg, i)
}

// proportional reports whether a register is the word j times something that does not depend on it.
func (p *program) proportional(reg int32, j int) bool {
	if int(reg) == j {
		return true
	}
	if p.opOf(reg) < 0 {
		return false
	}
	o := p.ops[p.opOf(reg)]
	free := func(reg int32) bool { return !p.reads[reg].has(j) }
	switch o.code {
	case opMul:
		return p.proportional(o.a, j) && free(o.b) || free(o.a) && p.proportional(o.b, j)
	case opDiv:
		return p.proportional(o.a, j) && free(o.b)
	case opAdd, opSub:
		return p.proportional(o.a, j) && p.proportional(o.b, j)
	}
	return false
}
