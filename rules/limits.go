package rules

// Limits bound what a pack and its layers may hold, so that a stranger's files load or fail in bounded time and memory.
// A limit that is 0 is the default, which is far above what a person writes: with the defaults a load ends within a
// second and 64 MB, whatever the bytes. Greater limits than the defaults are possible, and lose that promise.
type Limits struct {
	Files     int // files in all; 200
	FileBytes int // bytes of a file; 512 KB
	Bytes     int // bytes in all; 2 MB
	Values    int // keys, values and lists of YAML in all; 60,000
	Rules     int // rules in all; 2,000
	Text      int // bytes of an expression; 4,096
	Nodes     int // words, numbers and signs of an expression; 1,000
	Depth     int // brackets around one place of an expression; 64
	Corners   int // corners of a curve; 64
}

var defaultLimits = Limits{Files: 200, FileBytes: 512 << 10, Bytes: 2 << 20, Values: 60_000, Rules: 2000, Text: 4096, Nodes: 1000, Depth: 64, Corners: 64}

// Limits that nobody needs to set.
const (
	maxLayers   = 16
	maxWords    = 200 // of a pack's own
	maxDefines  = 1000
	maxAllNodes = 150_000 // words, numbers and signs of all expressions
	maxOps      = 50_000  // operations that all expressions come to
	maxSigns    = 128     // signs, nots and question marks of an expression, which may stand in each other
)

// or returns the limits with the given ones where they say nothing.
func (l Limits) or(other Limits) Limits {
	fill := func(n *int, by int) {
		if *n <= 0 {
			*n = by
		}
	}
	fill(&l.Files, other.Files)
	fill(&l.FileBytes, other.FileBytes)
	fill(&l.Bytes, other.Bytes)
	fill(&l.Values, other.Values)
	fill(&l.Rules, other.Rules)
	fill(&l.Text, other.Text)
	fill(&l.Nodes, other.Nodes)
	fill(&l.Depth, other.Depth)
	fill(&l.Corners, other.Corners)
	return l
}
