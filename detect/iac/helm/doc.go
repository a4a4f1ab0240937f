// Package helm reads charts: it renders them with their values and takes the objects
// that come out.
//
// # What is read
//
// Every directory with a Chart.yaml and templates. The values are those of
// values.yaml; each further values file beside it (values-NAME.yaml, NAME.values.yaml,
// values/NAME.yaml and the like), put on top of it, is an environment of that name.
//
//   - Values that other files of the repository deploy the chart with, each an
//     environment: helmfiles (their releases, once for each environment), Argo CD
//     Applications (valueFiles, values, parameters), skaffold's releases. Helmfiles are
//     rendered with their environments' values alone. A use that only picks one of the
//     values files above is no further environment.
//   - Sub-charts in charts/, also packed ones (.tgz, in memory and within bounds), and
//     dependencies whose repository is a file:// path within the tree, with the
//     parent's values for them, global values, alias, condition, tags and
//     import-values. Library charts.
//   - Named templates, tpl, .Files, .Capabilities of a current cluster without
//     extensions, and the functions that charts have, see package render.
//   - Dependencies that are kept elsewhere and have the name of known software are
//     resources, with the host name that such charts give by default.
//
// The release has the name of the chart and the namespace "default". What the release
// puts around a name is left out of the unit's name.
//
// Not read: hooks that are tests, values in scripts that call helm, values.yaml.gotmpl,
// crds/, NOTES.txt, post-renderers, plugins, .Subcharts. A value that the chart lacks or
// requires from its user is unknown; a template that fails because of it is read as far
// as it goes.
//
// # Places
//
// What is one value of a values file stands there, anything else at the template, which
// may be one that several charts share. What a packed chart says stands at the archive.
//
// # IDs and scopes
//
// An ID is "TEMPLATE#Kind/name", in an environment "TEMPLATE@ENVIRONMENT#Kind/name"; a
// sub-chart that is used more than once has "TEMPLATE@ALIAS". The scope of a chart with
// all its sub-charts is "helm:DIRECTORY", in an environment "helm:DIRECTORY@ENVIRONMENT".
package helm
