import azure.functions as func
import azure.durable_functions as df

app = df.DFApp(http_auth_level=func.AuthLevel.FUNCTION)
QUEUE = "jobs"


@app.route(route="start/{name}", methods=["POST"])
@app.durable_client_input(client_name="client")
async def start(req: func.HttpRequest, client):
    await client.start_new("flow", None, {})


@app.orchestration_trigger(context_name="context")
def flow(context: df.DurableOrchestrationContext):
    one = yield context.call_activity("hello", "x")
    two = yield context.call_activity_with_retry(goodbye, None, "y")
    return [one, two]


@app.activity_trigger(input_name="name")
def hello(name: str):
    """@app.route(route="not")"""
    return name


@app.activity_trigger(input_name="name", activity="bye")
def goodbye(name: str):
    return name


@app.function_name(name="consume")
@app.queue_trigger(arg_name="msg", queue_name=QUEUE, connection="AzureWebJobsStorage")
@app.blob_output(arg_name="out", path="results/{id}", connection="AzureWebJobsStorage")
def consume_message(msg: func.QueueMessage, out):
    pass


@app.schedule(schedule="0 0 * * * *", arg_name="timer")
def hourly(timer): pass


@app.service_bus_topic_trigger(arg_name="m", topic_name="news", subscription_name="s", connection="c")
def news(m): pass
