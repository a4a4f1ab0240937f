// Package dockerfile reads Dockerfiles.
//
// # What is read
//
// Files named Dockerfile or Containerfile, with anything after or before that name
// (Dockerfile.dev, Dockerfile-orders, orders.Dockerfile), but not templates and
// Markdown. Each gives one iac.Build: its stages with base, arguments and their
// defaults, ENV, COPY and ADD with --from, RUN with here documents and bind mounts,
// WORKDIR, EXPOSE, ENTRYPOINT and CMD. The shell form of a command is
// ["/bin/sh", "-c", TEXT], or begins with what SHELL says. What ONBUILD keeps comes
// first in the stages of the file that stand on its stage.
//
// Texts stay as written, since their variables depend on the build arguments of who
// builds: iac.Build.Resolve takes a target and arguments and gives the image's
// entrypoint, command, ports, the programs that the stages behind it compile ("go
// build", "go install", "dotnet publish", also in a loop or after cd), and, by
// Built.Program, the one that a container runs: a binary is traced through the
// copies back to the compiler that wrote it, a script back to its place in the build
// context. Paths are relative to the build context, which only the builder knows.
//
// A file that no builder would accept gives a problem with its place and no build;
// flags that are not known are let through.
//
// Not read: HEALTHCHECK, which only few platforms look at, what scripts and Makefiles
// called by RUN do, .dockerignore, the content of base images and their ONBUILD.
package dockerfile
