//go:build race

package rules

// The race detector makes everything ten times slower, and what it looks for is found in a part of the cases.
const part = 5

// RaceDetector is for tests: with it on a pool forgets what it holds, so that allocations cannot be counted.
const RaceDetector = true
