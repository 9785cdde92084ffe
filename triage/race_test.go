//go:build race

package triage

// The race detector makes everything ten times slower, and what it looks for is found in a part of the cases.
const part = 10
