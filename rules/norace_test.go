//go:build !race

package rules

const part = 1

// RaceDetector is for tests.
const RaceDetector = false
