// Package deploys loads units from the commands that deploy them, in scripts,
// Makefiles, package.json, Cloud Build, and the workflows of CI products.
//
// # What is read
//
//   - gcloud: run deploy, run jobs create, deploy and update, functions deploy,
//     pubsub topics and subscriptions create, scheduler jobs create http and pubsub,
//     eventarc triggers create, tasks queues create, workflows deploy.
//   - aws: lambda create-function, update-function-configuration and
//     create-event-source-mapping.
//   - az: containerapp create, update and up, containerapp job create.
//   - The steps google-github-actions/deploy-cloudrun and deploy-cloud-functions and
//     azure/container-apps-deploy-action, as the commands that they run.
//
// A command says less than a declaration: what it leaves out stays as an earlier one
// set it, so its variables are open unless it replaces all of them. Where something
// else declares a unit of the same name, the command only adds to it.
//
// A name that is not known (an argument that nobody gives, the output of a command)
// makes no unit. The endpoint of a subscription, a job or a trigger is known when it is
// the output of "run services describe NAME" or "functions describe NAME".
//
// # What is not
//
// gcloud app deploy (see package appengine), kubectl and helm, Terraform runs, flags
// from files (--flags-file), deletions, and commands for other platforms.
//
// # IDs and scopes
//
// A unit's ID is FILE#GROUP/NAME, as in "deploy.sh#run/orders", that of a topic or a
// queue likewise. The scope is the directory of the file.
package deploys
