package footwear

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
)

var (
	full = flag.Bool("full", false, "try every law on as many random cases as it is claimed for: minutes, not seconds")
	seed = flag.Uint64("seed", 1, "what the random cases begin with")
)

// law tries a law on random cases: on the number that it is claimed for with -full, else on the usual number, and with the
// race detector on a part of that. Every case has a source of its own, and a failure names the seed and the case.
func law(t *testing.T, claimed, usual int, try func(*trial)) {
	t.Helper()
	n, first := some(usual), *seed
	if *full {
		n = claimed
	}
	t.Logf("seed %d, %d cases", first, n)
	var next, failed atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for failed.Load() < 3 {
				i := next.Add(1) - 1
				if i >= int64(n) {
					return
				}
				x := &trial{Rand: rand.New(rand.NewPCG(first, uint64(i))), t: t, name: fmt.Sprintf("-seed %d, case %d", first, i)}
				try(x)
				if x.failed {
					failed.Add(1)
				}
			}
		})
	}
	wg.Wait()
}

// A trial is one random case of a law. It is what assertions report to.
type trial struct {
	*rand.Rand
	t      *testing.T
	name   string
	failed bool
}

func (x *trial) Errorf(format string, args ...any) {
	x.t.Helper()
	x.failed = true
	x.t.Errorf("%s: %s", x.name, fmt.Sprintf(format, args...))
}

// chance is true once in n times.
func (x *trial) chance(n int) bool { return x.IntN(n) == 0 }

// some returns how many of n cases are tried: all, and with the race detector a part. It makes everything ten times slower,
// and what it looks for is found in a few.
func some(n int) int {
	if racing() {
		return (n + 4) / 5
	}
	return n
}

// racing reports whether the race detector is on.
func racing() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
