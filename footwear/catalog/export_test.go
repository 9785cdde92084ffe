package catalog

// HasHeel is for tests.
func HasHeel(p *Product) bool { return hasHeel(&p.Shoe) }
