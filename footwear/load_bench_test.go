package footwear

import (
	"io/fs"
	"testing"
)

func BenchmarkLoad(b *testing.B) {
	folder, err := fs.Sub(packs, "packs")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(folder); err != nil {
			b.Fatal(err)
		}
	}
}
