package code

import "strings"

// awsCall is an operation of an AWS service, for all versions of its SDK: a method of
// the client in version 2 and in the aggregated clients of version 3, a command there.
type awsCall struct {
	client    string // "Lambda"
	pkg       string // of version 3, and in lower case without dashes of version 2: "lambda"
	method    string // "invoke"
	action    Action
	protocol  string
	target    string // fields of the request, as alternatives
	verb      string // field that says how
	asyncWhen string
	async     bool
	writes    bool
}

// An attempt of a call has limits of its own, which differ with the version and
// its settings: the SDK's calls have no known deadline.
var jsAWS = []awsCall{
	{client: "Lambda", pkg: "lambda", method: "invoke", action: Invoke, protocol: "invoke", target: "FunctionName", verb: "InvocationType", asyncWhen: "Event"},
	{client: "Lambda", pkg: "lambda", method: "invokeAsync", action: Invoke, protocol: "invoke", target: "FunctionName", async: true},
	{client: "StepFunctions", pkg: "sfn", method: "startExecution", action: Invoke, protocol: "states", target: "stateMachineArn", async: true, writes: true},
	{client: "SFN", pkg: "sfn", method: "startExecution", action: Invoke, protocol: "states", target: "stateMachineArn", async: true, writes: true},
	{client: "StepFunctions", pkg: "sfn", method: "startSyncExecution", action: Invoke, protocol: "states", target: "stateMachineArn", writes: true},
	{client: "SQS", pkg: "sqs", method: "sendMessage", action: Publish, protocol: "sqs", target: "QueueUrl", writes: true},
	{client: "SQS", pkg: "sqs", method: "sendMessageBatch", action: Publish, protocol: "sqs", target: "QueueUrl", writes: true},
	{client: "SQS", pkg: "sqs", method: "receiveMessage", action: Consume, protocol: "sqs", target: "QueueUrl"},
	{client: "SNS", pkg: "sns", method: "publish", action: Publish, protocol: "sns", target: "TopicArn", writes: true},
	{client: "SNS", pkg: "sns", method: "publishBatch", action: Publish, protocol: "sns", target: "TopicArn", writes: true},
	{client: "EventBridge", pkg: "eventbridge", method: "putEvents", action: Publish, protocol: "eventbridge", target: "Entries.EventBusName|'default'", writes: true},
	{client: "CloudWatchEvents", pkg: "cloudwatch-events", method: "putEvents", action: Publish, protocol: "eventbridge", target: "Entries.EventBusName|'default'", writes: true},
	{client: "Kinesis", pkg: "kinesis", method: "putRecord", action: Publish, protocol: "kinesis", target: "StreamName", writes: true},
	{client: "Kinesis", pkg: "kinesis", method: "putRecords", action: Publish, protocol: "kinesis", target: "StreamName", writes: true},
	{client: "Firehose", pkg: "firehose", method: "putRecord", action: Publish, protocol: "firehose", target: "DeliveryStreamName", writes: true},

	{client: "DynamoDB", pkg: "dynamodb", method: "getItem", action: DataAccess, protocol: "dynamodb", target: "TableName"},
	{client: "DynamoDB", pkg: "dynamodb", method: "query", action: DataAccess, protocol: "dynamodb", target: "TableName"},
	{client: "DynamoDB", pkg: "dynamodb", method: "scan", action: DataAccess, protocol: "dynamodb", target: "TableName"},
	{client: "DynamoDB", pkg: "dynamodb", method: "putItem", action: DataAccess, protocol: "dynamodb", target: "TableName", writes: true},
	{client: "DynamoDB", pkg: "dynamodb", method: "updateItem", action: DataAccess, protocol: "dynamodb", target: "TableName", writes: true},
	{client: "DynamoDB", pkg: "dynamodb", method: "deleteItem", action: DataAccess, protocol: "dynamodb", target: "TableName", writes: true},

	{client: "S3", pkg: "s3", method: "getObject", action: DataAccess, protocol: "s3", target: "Bucket"},
	{client: "S3", pkg: "s3", method: "headObject", action: DataAccess, protocol: "s3", target: "Bucket"},
	{client: "S3", pkg: "s3", method: "listObjects", action: DataAccess, protocol: "s3", target: "Bucket"},
	{client: "S3", pkg: "s3", method: "listObjectsV2", action: DataAccess, protocol: "s3", target: "Bucket"},
	{client: "S3", pkg: "s3", method: "putObject", action: DataAccess, protocol: "s3", target: "Bucket", writes: true},
	{client: "S3", pkg: "s3", method: "upload", action: DataAccess, protocol: "s3", target: "Bucket", writes: true},
	{client: "S3", pkg: "s3", method: "copyObject", action: DataAccess, protocol: "s3", target: "Bucket", writes: true},
	{client: "S3", pkg: "s3", method: "deleteObject", action: DataAccess, protocol: "s3", target: "Bucket", writes: true},
}

// jsDocuments are the operations of DynamoDB's document client.
var jsDocuments = []awsCall{
	{method: "get", action: DataAccess, protocol: "dynamodb", target: "TableName"},
	{method: "query", action: DataAccess, protocol: "dynamodb", target: "TableName"},
	{method: "scan", action: DataAccess, protocol: "dynamodb", target: "TableName"},
	{method: "put", action: DataAccess, protocol: "dynamodb", target: "TableName", writes: true},
	{method: "update", action: DataAccess, protocol: "dynamodb", target: "TableName", writes: true},
	{method: "delete", action: DataAccess, protocol: "dynamodb", target: "TableName", writes: true},
}

// row is the operation as a function of some type, whose request is in a slot.
func (c awsCall) row(pkg, typ, name, request string) Row {
	at := func(fields string) Slot {
		var alts []string
		for f := range strings.SplitSeq(fields, "|") {
			if f != "" && f[0] != '\'' {
				f = request + "." + f
			}
			alts = append(alts, f)
		}
		return Slot(strings.Join(alts, "|"))
	}
	r := Row{Lang: "javascript", Package: pkg, Type: typ, Name: name, Action: c.action, Protocol: c.protocol, Target: at(c.target), AsyncWhen: c.asyncWhen, Async: c.async, Writes: c.writes}
	if c.verb != "" {
		r.Method = at(c.verb)
	}
	if name == "send" && r.Method == "" {
		r.Method = Slot("'" + strings.ToUpper(c.method[:1]) + c.method[1:] + "'")
	}
	return r
}

func jsCloud() []Row {
	var out []Row
	for _, c := range jsAWS {
		command := strings.ToUpper(c.method[:1]) + c.method[1:] + "Command"
		out = append(out,
			c.row("aws-sdk", c.client+"()", c.method, "0"),
			c.row("aws-sdk/clients/"+strings.ToLower(c.client), "default()", c.method, "0"),
			c.row("@aws-sdk/client-"+c.pkg, c.client+"()", c.method, "0"),
			c.row("@aws-sdk/client-"+c.pkg, command, "send", "r.input"))
	}
	for _, c := range jsDocuments {
		command := strings.ToUpper(c.method[:1]) + c.method[1:] + "Command"
		out = append(out,
			c.row("aws-sdk.DynamoDB", "DocumentClient()", c.method, "0"),
			c.row("aws-sdk/clients/dynamodb", "DocumentClient()", c.method, "0"),
			c.row("@aws-sdk/lib-dynamodb.DynamoDBDocument", "from()", c.method, "0"),
			c.row("@aws-sdk/lib-dynamodb", command, "send", "r.input"))
	}
	return append(out,
		Row{Lang: "javascript", Package: "aws-sdk.DynamoDB", Name: "DocumentClient", Action: Build},
		Row{Lang: "javascript", Package: "aws-sdk/clients/dynamodb", Name: "DocumentClient", Action: Build},
		Row{Lang: "javascript", Package: "aws-sdk/clients/...", Name: "default", Action: Build},
		Row{Lang: "javascript", Package: "aws-sdk", Name: "HttpRequest", Action: Neutral},
		Row{Lang: "javascript", Package: "aws-sdk", Name: "Endpoint", Action: Neutral},
		Row{Lang: "javascript", Package: "aws-sdk", Name: "Config", Action: Neutral},
		Row{Lang: "javascript", Package: "aws-sdk", Name: "*", Action: Build},
		Row{Lang: "javascript", Package: "@aws-sdk/...", Name: "*Client", Action: Build},
	)
}

// jsRows are the rows of JavaScript and TypeScript.
func jsRows() [][]Row {
	groups := [][]Row{jsStd, jsHTTP, jsServers, jsData, jsBrokers, jsCloud()}
	for _, r := range append(jsVerbs[:len(jsVerbs):len(jsVerbs)], jsRoutes...) {
		groups = append(groups, verbs(r))
	}
	for _, rows := range groups {
		for i := range rows {
			if r := &rows[i]; r.Package == "axios" && (r.Name == "post" || r.Name == "put" || r.Name == "patch") {
				r.Timeout = "2.timeout|2.signal" // the body comes before the options
			}
		}
	}
	return groups
}
