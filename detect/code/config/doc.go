// Package config finds what a repository's own configuration files say: the values
// that code reads by key rather than from its environment.
//
// It reads JSON, YAML, .env and .properties files whose names say that they are
// configuration. A key is looked up in the files nearest to the code that asks:
// in its directory and below, else in the directories above. Where files of one
// distance disagree, the value is not known.
package config
