// Package catalogtest makes up catalogues of any size, for tests and benchmarks of programs that rank products.
//
// They look like what shops have: most models come in several colours, hardly any heel has a stated height, some have a
// label that means a range, running shoes come with measured soles, one product in eight is for children, and of a million
// products some seventy thousand say something that no other says. Names and brands are invented.
package catalogtest
