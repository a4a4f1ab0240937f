package code

import "slices"

const (
	natsGo      = "github.com/nats-io/nats.go"
	jetstream   = "github.com/nats-io/nats.go/jetstream"
	kafkaGo     = "github.com/segmentio/kafka-go"
	kgo         = "github.com/twmb/franz-go/pkg/kgo"
	confluent   = "github.com/confluentinc/confluent-kafka-go/kafka"
	wmKafka     = "github.com/ThreeDotsLabs/watermill-kafka/pkg/kafka"
	wmNATS      = "github.com/ThreeDotsLabs/watermill-nats/pkg/nats"
	wmPubSub    = "github.com/ThreeDotsLabs/watermill-googlecloud/pkg/googlecloud"
	bootServers = "0[bootstrap.servers]"
)

// goStreams are the rows of brokers whose functions differ in where the topic stands.
func goStreams() []Row {
	return slices.Concat(
		// NATS: a request waits for whoever answers on the subject.
		[]Row{
			{Lang: "go", Package: natsGo, Type: "*", Name: "RequestWithContext", Action: RemoteCall, Protocol: "nats", Address: "r", Target: "1", Method: "1", Context: "0"},
			{Lang: "go", Package: natsGo, Type: "*", Name: "RequestMsg", Action: RemoteCall, Protocol: "nats", Address: "r", Target: "0.Subject", Method: "0.Subject", Timeout: "1"},
			{Lang: "go", Package: natsGo, Type: "*", Name: "RequestMsgWithContext", Action: RemoteCall, Protocol: "nats", Address: "r", Target: "1.Subject", Method: "1.Subject", Context: "0"},
			{Lang: "go", Package: natsGo, Type: "EncodedConn", Name: "Request", Action: RemoteCall, Protocol: "nats", Address: "r", Target: "0", Method: "0", Timeout: "3"},
			{Lang: "go", Package: natsGo, Type: "NewEncodedConn()", Name: "Request", Action: RemoteCall, Protocol: "nats", Address: "r", Target: "0", Method: "0", Timeout: "3"},
			{Lang: "go", Package: natsGo, Type: "*", Name: "Request", Action: RemoteCall, Protocol: "nats", Address: "r", Target: "0", Method: "0", Timeout: "2"},
			{Lang: "go", Package: jetstream, Name: "New", Action: Carry, From: "0"},
			{Lang: "go", Package: jetstream, Name: "NewWith*", Action: Carry, From: "0"},
		},
		named(Row{Lang: "go", Package: natsGo, Type: "*", Action: Consume, Protocol: "nats", Address: "r", Target: "0"}, "SubscribeSync", "QueueSubscribeSync", "ChanSubscribe", "ChanQueueSubscribe", "PullSubscribe"),
		named(Row{Lang: "go", Package: jetstream, Type: "*", Action: Publish, Protocol: "nats", Address: "r", Target: "1", Context: "0", Writes: true, Async: true}, "Publish"),
		named(Row{Lang: "go", Package: jetstream, Type: "*", Action: Publish, Protocol: "nats", Address: "r", Target: "1.Subject", Context: "0", Writes: true, Async: true}, "PublishMsg"),
		named(Row{Lang: "go", Package: jetstream, Type: "*", Action: Publish, Protocol: "nats", Address: "r", Target: "0", Writes: true, Async: true}, "PublishAsync"),
		named(Row{Lang: "go", Package: jetstream, Type: "*", Action: Publish, Protocol: "nats", Address: "r", Target: "0.Subject", Writes: true, Async: true}, "PublishMsgAsync"),
		named(Row{Lang: "go", Package: jetstream, Type: "*", Action: Carry, From: "r"}, "CreateStream", "CreateOrUpdateStream", "Stream", "CreateConsumer", "CreateOrUpdateConsumer", "Consumer", "OrderedConsumer"),
		named(Row{Lang: "go", Package: jetstream, Type: "*", Action: Consume, Protocol: "nats", Address: "r", Handler: "0"}, "Consume"),
		named(Row{Lang: "go", Package: jetstream, Type: "*", Action: Consume, Protocol: "nats", Address: "r"}, "Messages", "Fetch"),

		// RabbitMQ: what goes to the default exchange goes to the queue that the key names.
		rabbit("github.com/rabbitmq/amqp091-go"), rabbit("github.com/streadway/amqp"),

		// Kafka
		[]Row{
			{Lang: "go", Package: kafkaGo, Name: "Dial", Action: Build, Protocol: "kafka", From: "1"},
			{Lang: "go", Package: kafkaGo, Name: "DialContext", Action: Build, Protocol: "kafka", From: "2"},
			{Lang: "go", Package: kafkaGo, Name: "DialLeader", Action: Build, Protocol: "kafka", From: "2"},
			{Lang: "go", Package: kafkaGo, Name: "NewConsumerGroup", Action: Consume, Protocol: "kafka", Address: "0.Brokers", Target: "0.Topics"},
			{Lang: "go", Package: kgo, Name: "NewClient", Action: Build, Protocol: "kafka", From: "opt:SeedBrokers"},
			{Lang: "go", Package: kgo, Name: "ConsumeTopics", Action: Consume, Protocol: "kafka", Target: "0"},
			{Lang: "go", Package: kgo, Name: "SeedBrokers", Action: Neutral},
			{Lang: "go", Package: kgo, Type: "*", Name: "AddConsumeTopics", Action: Consume, Protocol: "kafka", Address: "r", Target: "0"},
			{Lang: "go", Package: kgo, Type: "*", Name: "PollFetches", Action: Consume, Protocol: "kafka", Address: "r"},
			{Lang: "go", Package: kgo, Type: "*", Name: "PollRecords", Action: Consume, Protocol: "kafka", Address: "r"},
			{Lang: "go", Package: kgo, Type: "*", Name: "ProduceSync", Action: Publish, Protocol: "kafka", Address: "r", Target: "1.Topic", Context: "0", Writes: true},
			{Lang: "go", Package: kgo, Type: "*", Name: "Produce", Action: Publish, Protocol: "kafka", Address: "r", Target: "1.Topic", Writes: true, Async: true},
			{Lang: "go", Package: kgo, Type: "*", Name: "TryProduce", Action: Publish, Protocol: "kafka", Address: "r", Target: "1.Topic", Writes: true, Async: true},
			{Lang: "go", Package: confluent, Name: "NewProducer", Action: Build, Protocol: "kafka", From: bootServers},
			{Lang: "go", Package: confluent, Name: "NewConsumer", Action: Build, Protocol: "kafka", From: bootServers},
			{Lang: "go", Package: confluent, Name: "NewAdminClient", Action: Build, Protocol: "kafka", From: bootServers},
			{Lang: "go", Package: confluent, Type: "*", Name: "Subscribe", Action: Consume, Protocol: "kafka", Address: "r", Target: "0"},
		},
		sarama("github.com/IBM/sarama"), sarama("github.com/Shopify/sarama"),

		// watermill over each broker
		named(Row{Lang: "go", Package: wmKafka, Action: Build, Protocol: "kafka", From: "0.Brokers|0"}, "NewPublisher", "NewSubscriber"),
		named(Row{Lang: "go", Package: wmNATS, Action: Build, Protocol: "nats", From: "0.URL"}, "NewPublisher", "NewSubscriber"),
		watermill(wmKafka, "kafka"), watermill(wmNATS, "nats"), watermill(wmPubSub, "pubsub"),
	)
}

func rabbit(pkg string) []Row {
	p := Row{Lang: "go", Package: pkg, Type: "*", Action: Publish, Protocol: "rabbitmq", Address: "r", Target: "0|1", Writes: true, Async: true}
	withContext := p
	withContext.Target = "1|2"
	return slices.Concat(
		named(p, "PublishWithDeferredConfirm"),
		named(withContext, "PublishWithDeferredConfirmWithContext"),
		named(Row{Lang: "go", Package: pkg, Type: "*", Action: Consume, Protocol: "rabbitmq", Address: "r", Target: "1"}, "ConsumeWithContext"),
		named(Row{Lang: "go", Package: pkg, Type: "*", Action: Neutral}, "Qos", "ExchangeDeclare", "QueueDeclare", "NotifyClose", "Confirm"))
}

func sarama(pkg string) []Row {
	return slices.Concat(
		named(Row{Lang: "go", Package: pkg, Action: Build, Protocol: "kafka", From: "0"}, "NewClient", "NewConsumer", "NewClusterAdmin"),
		named(Row{Lang: "go", Package: pkg, Action: Carry, From: "0"}, "NewConsumerFromClient", "NewSyncProducerFromClient", "NewAsyncProducerFromClient", "NewClusterAdminFromClient"),
		named(Row{Lang: "go", Package: pkg, Action: Carry, From: "1"}, "NewConsumerGroupFromClient"),
		named(Row{Lang: "go", Package: pkg, Type: "*", Action: Consume, Protocol: "kafka", Address: "r", Target: "0"}, "ConsumePartition"))
}

func watermill(pkg, protocol string) []Row {
	return []Row{
		{Lang: "go", Package: pkg, Type: "*", Name: "Publish", Action: Publish, Protocol: protocol, Address: "r", Target: "0", Writes: true},
		{Lang: "go", Package: pkg, Type: "*", Name: "Subscribe", Action: Consume, Protocol: protocol, Address: "r", Target: "1"},
	}
}
