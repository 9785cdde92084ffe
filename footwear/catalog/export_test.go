package catalog

// HasHeel is for tests.
func HasHeel(p *Product) bool { return hasHeel(&p.Shoe) }

// Numbered returns how many groups and texts an index has numbered, and how many there are at most.
func (x *Index) Numbered() (count, most int) {
	x.changing.Lock()
	defer x.changing.Unlock()
	return x.writer.superfluous(), 2*x.settled + fullPage*8
}

// Settle numbers groups and texts anew, as Apply does now and then.
func (x *Index) Settle() {
	x.changing.Lock()
	defer x.changing.Unlock()
	v := *x.View()
	x.writer.settle(&v)
	x.current.Store(&v)
}
