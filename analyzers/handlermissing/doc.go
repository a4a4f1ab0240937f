// Package handlermissing finds functions whose handler does not exist.
//
// # Analyzer handlermissing
//
// handlermissing: declared handler that is not in the code
//
// A function is told by a text which code to run: "app.handler", a path, the name of a
// program. Nothing checks the text. After a rename the deployment still goes through, and
// each invocation fails with Runtime.ImportModuleError, Runtime.HandlerNotFound, or a 404
// of the custom handler.
//
// The rule reports a function of AWS Lambda whose file, or whose function in that file, is
// not in the source that its declaration names; Go source that is no program; and a
// function of Azure whose custom handler serves routes for its siblings and none for it.
//
// Wrong (SAM, where src holds index.py with def handler):
//
//	Report:
//	  Type: AWS::Serverless::Function
//	  Properties:
//	    CodeUri: src
//	    Handler: app.handler
//	    Runtime: python3.13
//
// Right:
//
//	Handler: index.handler
//
// Wrong (serverless.yml):
//
//	functions:
//	  report:
//	    handler: src/report.handle # module.exports = { handler }
//
// Right:
//
//	handler: src/report.handler
//
// Wrong (an Azure Functions app with a custom handler in Go, and the folders Orders and
// Mails):
//
//	mux.HandleFunc("/Orders", orders)
//
// Right:
//
//	mux.HandleFunc("/Orders", orders)
//	mux.HandleFunc("/Mails", mails)
//
// # When it stays quiet
//
//   - A build step may make the file: a Makefile, a bundler or compiler in package.json, a
//     directory without source.
//   - Layers and packages that bring a handler of their own, such as those of monitoring.
//   - The file takes in all names of another file.
//   - Images: their handler is in the image.
//   - Languages that no front end reads.
//
// # Suppressing it
//
//	Handler: app.handler # archvet:ignore handlermissing a layer brings app.py
//
// # References
//
//   - https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
//   - https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
//   - https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers
package handlermissing
