//go:build !race

package triage

const everyNth = 1
