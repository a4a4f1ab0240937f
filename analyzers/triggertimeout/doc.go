// Package triggertimeout finds functions that may run longer than anybody waits for
// them.
//
// # Analyzer triggertimeout
//
// triggertimeout: function timeout above what its synchronous trigger waits for
//
// What stands in front of a function gives up after a time of its own: an API
// Gateway REST API after 29 s, an HTTP API after 30 s, an Azure load balancer after
// 230 s. A function whose timeout is above that may still be at work when its caller
// already has an error. The caller tries again, the work is done twice and billed
// twice, and the function's own metrics show success.
//
// Wrong (SAM):
//
//	Report:
//	  Type: AWS::Serverless::Function
//	  Properties:
//	    Timeout: 60
//	    Events:
//	      Api:
//	        Type: Api
//	        Properties: {Path: /report, Method: get}
//
// Right, when the answer is ready in time:
//
//	Timeout: 28
//
// Right, when it is not: the function behind the API puts the request on a queue and
// answers 202, and a second function with the long timeout does the work.
//
// A timeout that several functions share is reported once, where it is written, with
// their names. When a function also has triggers that nobody waits at, the long
// timeout may be meant for those: the finding is then a warning. So is one where the
// two numbers differ by less than a tenth.
//
// # When it stays quiet
//
//   - The integration is asynchronous, or streams its answer.
//   - The trigger's own limit was raised in the configuration above the function's timeout.
//   - The function's timeout or the trigger's limit is unknown, or both are defaults.
//
// # Suppressing it
//
//	Timeout: 60 # archvet:ignore triggertimeout streamed through a proxy that waits 90 s
//
// # References
//
//   - https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
//   - https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout
package triggertimeout
