// Package builds tells from what images are made, where that is written apart from
// what runs them. It declares nothing itself: everything is a hint, weaker than what a
// declaration says of its own image.
//
// # What is read
//
//   - Skaffold: artifacts of all builders, those of profiles where the file has none
//     of that image, and the files that others require.
//   - Tilt: docker_build and custom_build with plain arguments.
//   - Docker Buildx bake files in HCL and JSON: targets with what they inherit,
//     variables with their defaults.
//   - Commands in scripts, Makefiles and CI: docker, podman, buildah and nerdctl
//     build, kaniko, pack build, ko build, az acr build, gcloud builds submit.
//   - Steps: docker/build-push-action and its like, Docker@2 of Azure Pipelines; a
//     matrix gives a hint for each of its values.
//   - ko:// references in manifests, against the modules of the repository, and
//     builds of .ko.yaml.
//   - goreleaser: images of dockers, with the directory of the one build in them.
//   - Jib in pom.xml and Gradle files: the module that names the image.
//   - Earthfiles: SAVE IMAGE.
//
// # What is not
//
// Images whose name ends in something unknown; a context or Dockerfile that is not in
// the repository; base images of several stages; Bazel; Compose, which is a format of
// its own.
package builds
