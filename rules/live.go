package rules

import (
	"io/fs"
	"sync"
	"sync/atomic"
)

// A Live holds something that was loaded, and can load it anew while others use it: a pack, or what was made of one. It
// is safe for concurrent use. Make one with [NewLive] or [LivePack]; the zero Live cannot be used.
type Live[P any] struct {
	load    func() (*P, error)
	loading sync.Mutex
	current atomic.Pointer[P]
}

// NewLive calls load, and fails as it does. The function is called again by every [Live.Reload], never by two at once.
func NewLive[P any](load func() (*P, error)) (*Live[P], error) {
	l := &Live[P]{load: load}
	if err := l.Reload(); err != nil {
		return nil, err
	}
	return l, nil
}

// LivePack holds the pack in the folder fsys with the given layers over it. Every Reload reads the folders again, runs
// the tests that stand in them, and fails as [LoadTested] does.
func LivePack[T any](v *Vocabulary[T], fsys fs.FS, layers ...fs.FS) (*Live[Pack[T]], error) {
	return NewLive(func() (*Pack[T], error) {
		p, _, err := LoadTested(v, fsys, layers...)
		return p, err
	})
}

// Current returns what was loaded last. It stays as it is: take it once for all that belongs together, as a request, so
// that nothing is answered by two packs.
func (l *Live[P]) Current() *P { return l.current.Load() }

// Reload loads anew. After an error, which says why, what was current stays so. Who asks for Current meanwhile gets the
// old one, and never waits.
func (l *Live[P]) Reload() error {
	l.loading.Lock()
	defer l.loading.Unlock()
	p, err := l.load()
	if err != nil {
		return err
	}
	l.current.Store(p)
	return nil
}
