// Package paas loads what platforms that run processes for you are told: Heroku and
// its like, Fly.io.
//
// # What is read
//
//   - Procfile at the root, or beside app.json, heroku.yml, runtime.txt or .buildpacks:
//     elsewhere it may only tell buildpacks how to start a container. A process type is a unit, web with an HTTP trigger; release and console
//     are none. Its language is not said; the source is the file's directory.
//   - fly.toml: the app, its variables, port, checks and scaling to zero,
//     by a scan of the lines that such files have.
//
// The platform is vm: machines that are always on and that somebody else looks after
// come nearest among the contract's words.
//
// # What is not
//
// What app.json and heroku.yml say, Procfiles for developers (Procfile.dev), process
// groups of Fly.io, Render and Railway.
//
// # IDs and scopes
//
// A unit's ID is FILE#PROCESS, its scope the file.
package paas
