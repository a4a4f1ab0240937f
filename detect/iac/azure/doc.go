// Package azure loads Bicep files, ARM templates and projects of the Azure Developer
// CLI.
//
// # What is read
//
//   - Bicep: parameters with their defaults or the values of a .bicepparam or
//     .parameters.json file of the same name, variables, outputs, resources (existing and
//     nested ones too), conditions, loops, modules of the repository with what goes in
//     and comes out, strings with what is put into them, and the functions whose result
//     follows from their arguments. Of the public registry's modules those in a table.
//   - ARM templates, whose expressions mean the same, with nested and linked templates,
//     copies and symbolic names. One that Bicep was compiled to is left out.
//   - azure.yaml: where the source of each service is. A unit belongs to a service by the
//     tag azd-service-name. A service that no template here mentions is a unit itself.
//   - Container apps and jobs with their size, scalers, volumes and probes, also those
//     that the platform adds; web apps; function apps with what their plan decides. Where
//     a host.json tells of the functions themselves, that is what holds for them. Queues
//     of Service Bus with locks, deliveries and dead letters. Databases, caches, topics,
//     gateways and such, by a table. Dapr: the app's id is one of its names; a component
//     is a name of the resource that its metadata refers to, and a state store links the
//     apps of its scopes to that. APIs of API Management link to the app whose address
//     they take.
//
// A value keeps the place where it is written, however many parameters it goes through.
// A condition that is false by the defaults leaves its resource out; one that is out of
// sight leaves it in.
//
// Not understood: user-defined functions and types, lambdas, imports, template specs and
// modules of private registries, deployment scripts, parameter files of one environment,
// policies of API Management, role assignments, traffic weights and revisions. App
// Service is no platform of its own, so that a web app's is empty.
//
// # IDs and scopes
//
// Everything that one root template leads to shares a scope, which is the root's path. An
// ID is ROOT#SYMBOL, for what is in a module ROOT#MODULE.SYMBOL, with [i] behind the
// symbol in a loop. The name is the one that is deployed where that is known, else the
// module's symbol. The attribute of a reference is the path of the property
// ("properties.configuration.ingress.fqdn"), a module's output, or the function that asks
// for it ("listKeys"). An existing resource stands for the one of the same type and name
// in the same scope. A service of azure.yaml has the ID FILE#NAME.
package azure
