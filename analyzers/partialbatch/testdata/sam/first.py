import boto3

table = boto3.resource("dynamodb").Table("orders")


def handler(event, context):
    print(event)
    body = event["Records"][0]["body"]  # want "^First takes only the first record of a batch of up to 10 .default. from Orders: the others are lost$"
    table.put_item(Item={"id": body})
