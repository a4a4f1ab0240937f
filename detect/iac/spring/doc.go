// Package spring reads what JVM frameworks, Spring Boot and Spring Cloud above all,
// say of the programs of a repository.
//
// # What is read
//
//   - Modules: each directory with a pom.xml or build.gradle and a src/main. Libraries
//     are those that the build file names itself or inherits from a parent in the
//     repository; those of tests, plugins and managed versions do not count.
//   - Configuration: application and bootstrap files (YAML with several documents,
//     properties) of every profile; what a configuration server of the repository
//     holds for its clients (native search locations, a directory of files named after
//     the applications).
//   - Names: spring.application.name, quarkus.application.name,
//     micronaut.application.name.
//   - Infrastructure that the framework itself dials: registries (Eureka, Consul,
//     Zookeeper, Nacos), configuration servers, Spring Boot Admin, tracing, log
//     appenders over the network, data sources, brokers behind a binder or a bus, OAuth
//     token checks.
//   - Routes: Zuul, Spring Cloud Gateway, Turbine.
//   - Declared clients: Feign, HTTP interfaces, MicroProfile, Micronaut; calls of a
//     RestTemplate, WebClient and their like where the address is a literal, a constant
//     or an injected property; look-ups in a registry by a name.
//   - Channels of brokers: listeners and sends with a literal or constant name.
//
// Sources are read by their tokens: comments and tests do not count, strings count
// where they stand in code. Whether a call is ever reached is not known.
//
// Not read: configuration in another repository, what conditions (profiles in code,
// @Conditional) leave out, addresses that a program composes of more than a constant or
// a property, XML configuration, version catalogs.
//
// # What comes out
//
// One iac.Module for each module, with the directory that it stands in. It declares
// nothing: the linker gives it to the units that are built from the directory.
package spring
