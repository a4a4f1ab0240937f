// Package dockerfile reads Dockerfiles.
//
// # What is read
//
// Files named Dockerfile or Containerfile, with anything after or before that name
// (Dockerfile.dev, Dockerfile-orders, orders.Dockerfile), but not templates and
// Markdown. Each gives one iac.Build: its stages with base, arguments and their
// defaults, ENV, COPY and ADD with --from, RUN with here documents and bind mounts,
// WORKDIR, EXPOSE, ENTRYPOINT and CMD. The shell form of a command is
// ["/bin/sh", "-c", TEXT].
//
// Texts stay as written, since their variables depend on the build arguments of who
// builds: iac.Build.Resolve takes a target and arguments and gives the image's
// entrypoint, command, ports, the programs that the stages behind it compile ("go
// build", "go install", "dotnet publish", also in a loop or after cd), and, by
// Built.Program, the one that a container runs: a binary is traced through the
// copies back to the compiler that wrote it, a script back to its place in the build
// context. Paths are relative to the build context, which only the builder knows.
//
// A file that the parser rejects gives a problem with its place and no build.
//
// Not read: ONBUILD, HEALTHCHECK, SHELL, what scripts and Makefiles called by RUN do,
// .dockerignore, the content of base images.
package dockerfile
