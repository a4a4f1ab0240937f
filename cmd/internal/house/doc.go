// Package house holds no code: its tests keep the layout of the repository, the
// part of the house rules that no linter knows.
package house
