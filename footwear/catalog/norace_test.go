//go:build !race

package catalog

const part = 1
