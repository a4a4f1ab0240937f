// Package nomad loads job specifications of HashiCorp Nomad.
//
// # What is read
//
// Files named *.nomad, *.nomad.hcl and *.hcl with a job block. A task that is not a
// sidecar is a unit (a resource, where its image is somebody else's); a group with one
// such task gives it the name of the group's or job's own.
//
//   - Code: image, command and args of docker and podman, command and args of exec,
//     raw_exec and java (jar_path, class).
//   - Variables: env, and templates with env = true by their KEY=value lines. A template
//     without plain lines, or a file of variables, leaves the list open.
//   - Hosts: names of service blocks, with .service.consul. Upstreams of Consul Connect
//     are references: NOMAD_UPSTREAM_ADDR_x is the service x, and an upstream is a link.
//   - Settings: count and scaling, resources, kill_timeout, restart, checks as probes,
//     volumes. The mesh in front of a connected service is consul.
//   - Triggers: periodic jobs; a connected service or one with a port has none of its
//     own, since what asks it is out of sight.
//
// Variables and locals of the file are replaced by their defaults.
//
// The contract has no word for Nomad, so units have no platform: any of its words would
// promise limits and defaults that are not Nomad's.
//
// # What is not
//
// Jobs in JSON, packs and other templates around job files, functions, dynamic blocks,
// variable files, and intentions of Consul.
//
// # IDs and scopes
//
// A unit's ID is FILE#JOB/GROUP/TASK. Jobs share a scope when their files share a
// directory.
package nomad
