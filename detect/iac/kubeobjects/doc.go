// Package kubeobjects says what Kubernetes objects declare, whatever brought them.
//
// It is vocabulary, not a format: plain manifests, overlays and charts end as the
// same objects, and formats do not import each other. A format makes one [Set] of
// the objects that go to one cluster together, with [Node]s that know where each of
// their parts is written, and takes what [Interpret] makes of them.
//
// The IDs of what an object declares begin with its Where: "WHERE#Kind/name"; further
// containers append "/container", repeats "~2".
package kubeobjects
