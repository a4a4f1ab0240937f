namespace Shop;

public static class Names
{
    public const string Checkout = "Checkout";
    public const string Queue = "orders-in";
}

public class Outputs
{
    [QueueOutput("receipts")]
    public string Receipt { get; set; }

    [ServiceBusOutput("billing", Connection = "Bus")]
    public string Bill { get; set; }
}

public class Orders
{
    // [Function("Commented")]
    private const string Text = @"[Function(""InText"")] public void No() {}";

    [Function(nameof(PlaceOrder))]
    [Authorize]
    public async Task<HttpResponseData> PlaceOrder(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/{id:int}")] HttpRequestData req,
        [DurableClient] DurableTaskClient client,
        string id)
    {
        await client.ScheduleNewOrchestrationInstanceAsync(Names.Checkout, id);
        return req.CreateResponse();
    }

    [FunctionName(Names.Checkout)]
    public static async Task<(int, string)> Run([OrchestrationTrigger] TaskOrchestrationContext ctx)
    {
        await ctx.CallActivityAsync<int>("Charge", 1);
        await ctx.WaitForExternalEvent<string>("Approved");
        return await ctx.CallSubOrchestratorAsync<int>(nameof(Ship), 2);
    }

    [Function("Ship")]
    public static Task Ship([OrchestrationTrigger] TaskOrchestrationContext ctx) => ctx.CallActivityAsync("Missing");

    [Function("Charge")]
    public int Charge([ActivityTrigger] int amount) => amount;

    [Function("Approve")]
    public void Approve([ServiceBusTrigger("approvals", "shop", Connection = "Bus")] string message, [DurableClient] DurableTaskClient client)
    {
        client.RaiseEventAsync("1", "Approved");
    }

    [Function("Receive")]
    public Outputs Receive([QueueTrigger(Names.Queue)] string item, [Table("Customers")] TableClient table) => null;

    [Function("Tick"), FixedDelayRetry(3, "00:00:10")]
    [return: Queue("%TICKS%")]
    public string Tick([TimerTrigger("0 */5 * * * *")] TimerInfo timer) { return ""; }

    [Function($"Built{1}")]
    public void Built([EventHubTrigger("hub")] string[] events) { }
}
