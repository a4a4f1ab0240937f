package shop;

public class Handler {
    static final String QUEUE = "mail";

    @FunctionName("SendMail")
    @FixedDelayRetry(maxRetryCount = 2, delayInterval = "00:00:05")
    @QueueOutput(name = "out", queueName = "sent", connection = "Storage")
    public String send(@QueueTrigger(name = "msg", queueName = QUEUE, connection = "Storage") String msg, final ExecutionContext context) {
        return msg;
    }

    @FunctionName("Front")
    public HttpResponseMessage front(
            @HttpTrigger(name = "req", methods = {HttpMethod.GET, HttpMethod.POST}, authLevel = AuthorizationLevel.ANONYMOUS) HttpRequestMessage<Optional<String>> request) {
        return null;
    }
}
