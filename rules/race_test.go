//go:build race

package rules_test

// The race detector makes a pool forget what it holds, so that allocations cannot be counted.
const raceDetector = true
