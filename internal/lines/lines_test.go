package lines_test

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/heelwise/heelwise/internal/lines"
)

func TestLines(t *testing.T) {
	in := "\ufeffone\r\n\n \t\ntwo\n" + strings.Repeat("x", 17) + "\n" + strings.Repeat("y", 16) + "\n\ufeff\nlast"
	for _, size := range []int{16, 4096} {
		r := lines.NewReader(bufio.NewReaderSize(iotest.OneByteReader(strings.NewReader(in)), size))
		r.Max = 16
		for _, want := range []lines.Line{
			{Number: 1, Text: []byte("one")},
			{Number: 4, Offset: 12, Text: []byte("two")},
			{Number: 5, Offset: 16, TooLong: true},
			{Number: 6, Offset: 34, Text: []byte(strings.Repeat("y", 16))},
			{Number: 8, Offset: 55, Text: []byte("last")},
		} {
			have, err := r.Next()
			require.NoError(t, err)
			assert.Equal(t, want, have)
		}
		_, err := r.Next()
		assert.Equal(t, io.EOF, err)
	}
}

func TestLinesFail(t *testing.T) {
	broken := errors.New("broken pipe")
	r := lines.NewReader(bufio.NewReader(io.MultiReader(strings.NewReader("one\ntw"), iotest.ErrReader(broken))))
	one, err := r.Next()
	require.NoError(t, err)
	assert.Equal(t, "one", string(one.Text))
	_, err = r.Next()
	assert.Equal(t, broken, err)
}
