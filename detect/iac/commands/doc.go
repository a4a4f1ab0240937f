// Package commands finds the commands that a repository's own machinery runs: shell
// scripts, Makefiles, scripts of package.json, and the steps of Cloud Build, GitHub
// Actions, GitLab CI, CircleCI, Azure Pipelines and Jenkins.
//
// It is vocabulary for the formats that read meaning from commands, such as those that
// deploy and those that build images. It knows no command itself.
//
// # What is understood
//
// Words with quotes and continued lines; variables that are set once in the same file,
// with ${NAME:-default}; for loops over words, and matrices of GitHub Actions and GitLab
// CI, which give a command for each value; functions of a script and scripts of the
// repository, which are read once for each call with its arguments; cd. Everything that
// stays unknown is in a word as it is written, with a reason.
//
// # What is not
//
// Conditions: both branches are read. Output of commands, variables that are set twice,
// operations on variables other than a default, includes, orbs, templates of CI
// products, and commands in files of tests, examples and vendored code.
package commands
