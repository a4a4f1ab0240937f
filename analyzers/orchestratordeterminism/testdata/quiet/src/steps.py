import uuid

from aws_durable_execution_sdk_python import DurableContext, StepContext, durable_execution, durable_step


@durable_step
def reserve(step: StepContext, order):
    return str(uuid.uuid4())


@durable_execution
def handler(event, context: DurableContext):
    return context.step(reserve(event["order"]))
