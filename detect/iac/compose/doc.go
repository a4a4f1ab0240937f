// Package compose reads Docker Compose projects.
//
// # What is read
//
// Files named compose.yaml or docker-compose.yml, with anything before or after that
// name (docker-compose.prod.yml, compose-full.yaml), also the oldest layout without
// "services". Files that run tests by their name (test, ci, e2e) and development
// containers are left out.
//
//   - Services: a public image without a build is a resource, everything else that
//     has an image or a build is a unit. A service that builds on a public database
//     or broker image is a unit here; the Dockerfile tells.
//   - Code: context, Dockerfile, target and arguments of the build; entrypoint as
//     Command and command as Args (the shell's splitting, no expansion by a shell).
//   - Variables: environment (mapping or list), env_file, the project's .env, with
//     ${VAR}, ${VAR:-default}, ${VAR:?error}, ${VAR:+other}, nesting and "$$". A value
//     from .env has the place of its use. What is set nowhere is hidden. In an image
//     name it is taken for empty, as Compose does, while the last element stays whole.
//   - extends and include, YAML anchors and merge keys.
//   - Names: the service, container_name, hostname, network aliases, links. Ports are
//     those inside of the container.
//   - Replicas, memory, reserved CPUs, the restart policy, the stop grace period, the
//     health check as a readiness probe, published ports as endpoints; traefik router
//     labels as http triggers. A datastore that mounts nothing has a volume of kind
//     "image".
//   - The tags !reset and !override; ports, exposed ports and mounts of several files
//     add up, as Compose has it.
//   - Volumes, tmpfs, and configs whose file is here, which are binds of it.
//   - Log drivers that send to a port that a service of the project publishes.
//
// Not read: secrets;
// a project's name; published ports as a trigger, since nearly
// every service publishes one for developers; variables from example files.
//
// # IDs and scopes
//
// An ID is "FILE#service". The scope is the directory, "compose:DIR": all compose
// files of a directory are one project. docker-compose.override.yml is applied to the
// file without a variant, as Compose does by itself. Other files each give units of
// their own, whose Environment is what the file's name says ("prod"). A file with a
// service that has neither image nor build, but has one in the base, is an overlay:
// its services take from the base what they do not say. A file that another one
// includes is part of that one only.
//
// DependsOn holds depends_on and links.
package compose
