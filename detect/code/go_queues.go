package code

import "slices"

const (
	gcpPubSub  = "cloud.google.com/go/pubsub"
	serviceBus = "github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus"
	eventHubs  = "github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs"
	azQueue    = "github.com/Azure/azure-sdk-for-go/sdk/storage/azqueue"
	azCosmos   = "github.com/Azure/azure-sdk-for-go/sdk/data/azcosmos"
	aws1       = "github.com/aws/aws-sdk-go/service/"
	aws2       = "github.com/aws/aws-sdk-go-v2/service/"
	s3Manager2 = "github.com/aws/aws-sdk-go-v2/feature/s3/manager"
)

// goQueues are more rows of cloud providers: queues, streams, and what their SDKs
// have beside plain calls.
func goQueues() []Row {
	return slices.Concat(
		// Google
		named(Row{Lang: "go", Package: gcpPubSub, Type: "*", Action: Carry, From: "0"}, "Publisher", "Subscriber", "TopicInProject", "SubscriptionInProject"),
		[]Row{{Lang: "go", Package: "cloud.google.com/go/cloudtasks/...", Type: "*", Name: "CreateTask", Action: Publish, Protocol: "cloud-tasks", Target: "1.Parent", Context: "0", Writes: true, Async: true}},

		// Azure
		named(Row{Lang: "go", Package: serviceBus, Type: "*", Action: Publish, Protocol: "servicebus", Target: "r", Context: "0", Writes: true}, "SendMessageBatch", "ScheduleMessages"),
		named(Row{Lang: "go", Package: serviceBus, Type: "*", Action: Carry, From: "0"}, "NewReceiverForQueue", "NewReceiverForSubscription"),
		named(Row{Lang: "go", Package: eventHubs, Action: Build, Protocol: "eventhubs", From: "1"}, "NewProducerClient", "NewProducerClientFromConnectionString", "NewConsumerClient", "NewConsumerClientFromConnectionString"),
		named(Row{Lang: "go", Package: eventHubs, Action: Carry, From: "0"}, "NewProcessor"),
		named(Row{Lang: "go", Package: eventHubs, Type: "*", Action: Carry, From: "r"}, "NewPartitionClient", "NextPartitionClient"),
		named(Row{Lang: "go", Package: eventHubs, Type: "*", Action: Publish, Protocol: "eventhubs", Target: "r", Context: "0", Writes: true}, "SendEventDataBatch"),
		named(Row{Lang: "go", Package: eventHubs, Type: "*", Action: Consume, Protocol: "eventhubs", Target: "r"}, "ReceiveEvents"),
		named(Row{Lang: "go", Package: azQueue, Action: Build, Protocol: "storage-queue", From: "1"}, "NewQueueClientFromConnectionString"),
		named(Row{Lang: "go", Package: azQueue, Action: Build, Protocol: "storage-queue", From: "0"}, "NewQueueClient", "NewQueueClientWithSharedKeyCredential"),
		named(Row{Lang: "go", Package: azQueue, Type: "*", Action: Carry, From: "0"}, "NewQueueClient"),
		named(Row{Lang: "go", Package: azQueue, Type: "*", Action: Publish, Protocol: "storage-queue", Target: "r", Context: "0", Writes: true}, "EnqueueMessage"),
		named(Row{Lang: "go", Package: azQueue, Type: "*", Action: Consume, Protocol: "storage-queue", Target: "r"}, "DequeueMessage", "DequeueMessages"),
		named(Row{Lang: "go", Package: azCosmos, Action: Build, Protocol: "cosmosdb", From: "0"}, "NewClient", "NewClientWithKey", "NewClientFromConnectionString"),
		named(Row{Lang: "go", Package: azCosmos, Type: "*", Action: Carry, From: "r"}, "NewDatabase", "NewContainer"),
		named(Row{Lang: "go", Package: azCosmos, Type: "*", Action: DataAccess, Protocol: "cosmosdb", Address: "r", Context: "0"}, "ReadItem"),
		named(Row{Lang: "go", Package: azCosmos, Type: "*", Action: DataAccess, Protocol: "cosmosdb", Address: "r", Target: "0"}, "NewQueryItemsPager"),
		named(Row{Lang: "go", Package: azCosmos, Type: "*", Action: DataAccess, Protocol: "cosmosdb", Address: "r", Context: "0", Writes: true}, "CreateItem", "UpsertItem", "ReplaceItem", "PatchItem", "DeleteItem", "ExecuteTransactionalBatch"),

		// AWS
		[]Row{
			{Lang: "go", Package: aws2 + "sfn", Type: "*", Name: "StartSyncExecution", Action: Invoke, Protocol: "states", Target: "1.StateMachineArn", Context: "0", Writes: true},
			{Lang: "go", Package: aws1 + "sfn", Type: "*", Name: "StartSyncExecution", Action: Invoke, Protocol: "states", Target: "0.StateMachineArn", Writes: true},
			{Lang: "go", Package: aws1 + "sfn", Type: "*", Name: "StartSyncExecutionWithContext", Action: Invoke, Protocol: "states", Target: "1.StateMachineArn", Context: "0", Writes: true},
			{Lang: "go", Package: aws1 + "eventbridge", Type: "*", Name: "PutEventsWithContext", Action: Publish, Protocol: "eventbridge", Target: "1.Entries.EventBusName|'default'", Context: "0", Writes: true},
			{Lang: "go", Package: aws2 + "dynamodb", Name: "NewScanPaginator", Action: DataAccess, Protocol: "dynamodb", Target: "1.TableName"},
			{Lang: "go", Package: aws2 + "dynamodb", Name: "NewQueryPaginator", Action: DataAccess, Protocol: "dynamodb", Target: "1.TableName"},
			{Lang: "go", Package: aws2 + "s3", Name: "NewListObjectsV2Paginator", Action: DataAccess, Protocol: "s3", Target: "1.Bucket"},
			{Lang: "go", Package: aws2 + "s3", Type: "*", Name: "CopyObject", Action: DataAccess, Protocol: "s3", Target: "1.Bucket", Context: "0", Writes: true},
			{Lang: "go", Package: s3Manager2, Name: "NewUploader", Action: Carry, From: "0"},
			{Lang: "go", Package: s3Manager2, Name: "NewDownloader", Action: Carry, From: "0"},
			{Lang: "go", Package: s3Manager2, Type: "*", Name: "Upload", Action: DataAccess, Protocol: "s3", Target: "1.Bucket", Context: "0", Writes: true},
			{Lang: "go", Package: s3Manager2, Type: "*", Name: "Download", Action: DataAccess, Protocol: "s3", Target: "2.Bucket", Context: "0"},
		},
		named(Row{Lang: "go", Package: aws2 + "firehose", Type: "*", Action: Publish, Protocol: "firehose", Target: "1.DeliveryStreamName", Context: "0", Writes: true}, "PutRecord", "PutRecordBatch"),
		named(Row{Lang: "go", Package: aws1 + "firehose", Type: "*", Action: Publish, Protocol: "firehose", Target: "0.DeliveryStreamName", Writes: true}, "PutRecord", "PutRecordBatch"),
		named(Row{Lang: "go", Package: aws1 + "firehose", Type: "*", Action: Publish, Protocol: "firehose", Target: "1.DeliveryStreamName", Context: "0", Writes: true}, "PutRecordWithContext", "PutRecordBatchWithContext"),
		named(Row{Lang: "go", Package: aws2 + "ssm", Type: "*", Action: Neutral}, "GetParameter", "GetParameters", "GetParametersByPath"),
		named(Row{Lang: "go", Package: aws2 + "secretsmanager", Type: "*", Action: Neutral}, "GetSecretValue"),
	)
}
