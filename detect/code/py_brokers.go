package code

// pyBrokers are the rows of message brokers in Python.
var pyBrokers = []Row{
	{Lang: "python", Package: "kafka", Name: "KafkaProducer", Action: Build, Protocol: "kafka", From: "kw:bootstrap_servers"},
	{Lang: "python", Package: "kafka", Type: "KafkaProducer*", Name: "send", Action: Publish, Protocol: "kafka", Address: "r", Target: "0|kw:topic", Writes: true, Async: true},
	{Lang: "python", Package: "kafka", Name: "KafkaConsumer", Action: Consume, Protocol: "kafka", Address: "kw:bootstrap_servers", Target: "0"},
	{Lang: "python", Package: "kafka", Type: "KafkaConsumer()", Name: "subscribe", Action: Consume, Protocol: "kafka", Address: "r", Target: "0|kw:topics"},
	{Lang: "python", Package: "aiokafka", Name: "AIOKafkaProducer", Action: Build, Protocol: "kafka", From: "kw:bootstrap_servers"},
	{Lang: "python", Package: "aiokafka", Type: "AIOKafkaProducer()", Name: "send*", Action: Publish, Protocol: "kafka", Address: "r", Target: "0", Writes: true, Async: true},
	{Lang: "python", Package: "aiokafka", Name: "AIOKafkaConsumer", Action: Consume, Protocol: "kafka", Address: "kw:bootstrap_servers", Target: "0"},
	{Lang: "python", Package: "confluent_kafka", Name: "Producer", Action: Build, Protocol: "kafka", From: "0"},
	{Lang: "python", Package: "confluent_kafka", Type: "Producer()", Name: "produce", Action: Publish, Protocol: "kafka", Address: "r", Target: "0|kw:topic", Writes: true, Async: true},
	{Lang: "python", Package: "confluent_kafka", Name: "Consumer", Action: Build, Protocol: "kafka", From: "0"},
	{Lang: "python", Package: "confluent_kafka", Type: "Consumer()", Name: "subscribe", Action: Consume, Protocol: "kafka", Address: "r", Target: "0"},

	{Lang: "python", Package: "pika", Name: "ConnectionParameters", Action: Carry, From: "0|kw:host"},
	{Lang: "python", Package: "pika", Name: "URLParameters", Action: Carry, From: "0"},
	{Lang: "python", Package: "pika", Name: "BlockingConnection", Action: Build, Protocol: "rabbitmq", From: "0|kw:parameters"},
	{Lang: "python", Package: "pika", Name: "SelectConnection", Action: Build, Protocol: "rabbitmq", From: "0|kw:parameters"},
	{Lang: "python", Package: "pika", Type: "*", Name: "channel", Action: Carry, From: "r"},
	{Lang: "python", Package: "pika", Type: "channel()", Name: "basic_publish", Action: Publish, Protocol: "rabbitmq", Address: "r", Target: "kw:routing_key|1", Writes: true, Async: true},
	{Lang: "python", Package: "pika", Type: "channel()", Name: "basic_consume", Action: Consume, Protocol: "rabbitmq", Address: "r", Target: "kw:queue|0", Handler: "kw:on_message_callback|1"},
	{Lang: "python", Package: "aio_pika", Name: "connect*", Action: Build, Protocol: "rabbitmq", From: "0"},

	{Lang: "python", Package: "celery", Type: "Celery()", Name: "send_task", Action: Publish, Protocol: "celery", Address: "r", Target: "kw:queue|0", Writes: true, Async: true},
	{Lang: "python", Package: "nats", Name: "connect", Action: Build, Protocol: "nats", From: "0|kw:servers"},
	{Lang: "python", Package: "nats", Type: "*", Name: "publish", Action: Publish, Protocol: "nats", Address: "r", Target: "0", Writes: true, Async: true},
	{Lang: "python", Package: "nats", Type: "*", Name: "subscribe", Action: Consume, Protocol: "nats", Address: "r", Target: "0", Handler: "kw:cb"},
	{Lang: "python", Package: "paho.mqtt.client", Type: "Client()", Name: "publish", Action: Publish, Protocol: "mqtt", Target: "0", Writes: true, Async: true},
	{Lang: "python", Package: "paho.mqtt.client", Type: "Client()", Name: "subscribe", Action: Consume, Protocol: "mqtt", Target: "0"},

	{Lang: "python", Package: "google.cloud.pubsub_v1", Name: "PublisherClient", Action: Build},
	{Lang: "python", Package: "google.cloud.pubsub_v1", Type: "*", Name: "topic_path", Action: Carry, From: "1"},
	{Lang: "python", Package: "google.cloud.pubsub_v1", Type: "*", Name: "subscription_path", Action: Carry, From: "1"},
	{Lang: "python", Package: "google.cloud.pubsub_v1", Type: "PublisherClient()", Name: "publish", Action: Publish, Protocol: "pubsub", Target: "0|kw:topic", Writes: true, Async: true},
	{Lang: "python", Package: "google.cloud.pubsub_v1", Type: "SubscriberClient()", Name: "subscribe", Action: Consume, Protocol: "pubsub", Target: "0", Handler: "kw:callback|1"},
	{Lang: "python", Package: "azure.servicebus.ServiceBusClient", Name: "from_connection_string", Action: Build, Protocol: "servicebus", From: "0|kw:conn_str"},
	{Lang: "python", Package: "azure.servicebus.ServiceBusClient", Type: "*", Name: "get_queue_sender", Action: Carry, From: "kw:queue_name|0"},
	{Lang: "python", Package: "azure.servicebus.ServiceBusClient", Type: "*", Name: "get_topic_sender", Action: Carry, From: "kw:topic_name|0"},
	{Lang: "python", Package: "azure.servicebus.ServiceBusClient", Type: "get_*()", Name: "send_messages", Action: Publish, Protocol: "servicebus", Target: "r", Writes: true},
}
