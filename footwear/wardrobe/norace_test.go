//go:build !race

package wardrobe

const part = 1
