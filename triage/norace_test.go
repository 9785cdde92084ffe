//go:build !race

package triage

const part = 1
