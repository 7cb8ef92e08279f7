// Package lint holds the repository's own rules as tests: which package may
// import which, that every package and table is described, that no text of the
// machines it was written on has slipped in.
//
// It has no code of its own. The rules that a general linter knows are in
// .golangci.yml.
package lint
