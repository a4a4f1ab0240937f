// Package kubernetes reads Kubernetes manifests and Kustomize overlays.
//
// # What is read
//
// Every YAML or JSON file with objects (apiVersion and kind), also within lists and
// OpenShift templates. Files of a chart's templates directory are another format's;
// other files that are YAML only after a template engine has run are counted as
// skipped.
//
//   - Workloads: Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController,
//     Pod, Job, CronJob (with its schedule), DeploymentConfig, Argo Rollout, OpenKruise
//     CloneSet, Advanced StatefulSet, BroadcastJob and AdvancedCronJob, KEDA ScaledJob,
//     Agones Fleet, and Knative Service and ContainerSource; others by [Options]. One
//     without containers or images is a fragment and no unit.
//   - Containers: the first whose image is not public software is the unit, whatever
//     proxies and agents stand beside it. Several are several units only when each
//     has ports; the further ones have the container's name. When all are public the
//     workload is a resource.
//   - Environment: value with $(VAR), ConfigMap keys and envFrom with the place in
//     the ConfigMap. What comes from a Secret is hidden, except for the host and path
//     of a URL in a Secret that the repository itself holds; its place is the key.
//     A ConfigMap or Secret that is not here leaves EnvOpen.
//   - Names: Services give Hosts to what they select. A LoadBalancer or NodePort
//     Service is an http trigger. ExternalName gives a resource of type "external".
//     dapr.io/app-id is a host name too.
//   - Gateways: Ingress, OpenShift Route, Traefik IngressRoute, Gateway API HTTPRoute
//     and GRPCRoute, Istio VirtualService with a gateway; each gives a gateway
//     resource (the Gateway object when there is one), links, and http triggers.
//   - Settings: replicas; requests and limits; probes with their ports' numbers; mounted
//     volumes that keep something, with the access mode of their claim (ConfigMaps,
//     Secrets and projections do not count); the preStop hook, grace period and restart
//     policy; a Job's deadline and retries; what overlap a CronJob allows. Endpoints
//     are the ports of Services, the backends of routes and Dapr's port, with the port
//     that the container has for them.
//   - Scaling: HorizontalPodAutoscaler with its metrics, KEDA ScaledObject and
//     HTTPScaledObject, Knative's annotations.
//   - Knative: what Broker, Trigger (with filters), Sequence, Parallel, channels and
//     Subscription deliver, with retries and dead-letter sinks; what sources and
//     SinkBinding send. An event for something that no manifest declares is a link to
//     its name: a function of func.yaml takes it from there.
//   - Meshes: who is injected, by pod, then by namespace (a namespace that is not here
//     leaves it unknown, since labels are often set by hand); time limits and retries of
//     Istio VirtualService, Linkerd ServiceProfile and annotations, HTTPRoute of either
//     group, Consul ServiceRouter, Kuma MeshTimeout and MeshRetry, App Mesh
//     VirtualRouter. Istio's ServiceEntry is a resource of type "external".
//   - Dapr: application IDs, components (a resource, or another name of the workload
//     that their metadata leads to), subscriptions, cron and input bindings of the
//     applications in their scopes, resiliency between applications.
//   - Operators: datastores and brokers of well-known kinds (Strimzi, CloudNativePG,
//     Zalando, Crunchy, RabbitMQ, ECK and others) are resources with the names of the
//     Services that the operator makes.
//   - Argo CD and Flux: remote charts of known software are resources; a directory of
//     samples that they deploy from this repository is none.
//   - Kustomize: resources, bases, components, configMapGenerator and secretGenerator
//     (literals, env files, merge), patches in all three spellings (strategic merge and
//     JSON 6902, inline and in files), namePrefix and nameSuffix, images (name, tag,
//     digest), replicas, namespace, labels, commonLabels, commonAnnotations, replacements.
//     Remote resources are reported and leave the set open. References keep the names that
//     are written. Files that generators put into ConfigMaps belong to what mounts them.
//
// Documents of other kinds are not even parsed when their kind shows at a glance.
//
// Not read: remote resources, helmCharts and vars of a kustomization; the texts that
// ConfigMaps themselves hold for pods to mount as files; init containers; variables
// that the cluster itself sets for each Service (ORDERS_SERVICE_HOST stands for the host
// "orders"). The model has no place for PodDisruptionBudget, NetworkPolicy, Istio's
// DestinationRule and Sidecar, Linkerd's Server, traffic splits, a Job's TTL and
// VerticalPodAutoscaler. Argo Workflows and Tekton describe pipelines, not the system.
//
// # IDs and scopes
//
// An ID is "FILE#Kind/name" in a plain manifest and "DIRECTORY#Kind/name" in an
// overlay, where DIRECTORY holds the kustomization; further containers append
// "/container", repeats "~2".
//
// A scope is a set of objects that go to one cluster together: "kubernetes:PATH".
// Plain manifests belong together as far up the tree as no two files or directories
// declare the same workload, Service or ConfigMap; those that do stay sets of their
// own, which keeps copies of a system (release bundles, environments) apart. An
// overlay is a set of its own, or part of the one overlay that does nothing but list
// it. Since all sets of a repository usually go to the same cluster, a name that its
// own scope does not know is looked up in the other scopes; here that is done for
// selectors, ConfigMaps and autoscalers. Links whose service stayed unknown have
// ToHost.
//
// The same workload in several sets is several units with the same name. Bases have
// no Environment; overlays, components, and directories named like an environment
// have theirs.
package kubernetes
