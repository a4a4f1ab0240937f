import time

from aws_durable_execution_sdk_python import DurableContext, durable_execution


@durable_execution
def handler(event, context: DurableContext):
    return {"at": time.time()}  # want "^Report reads the clock outside of its steps .time.time.$"
