const { withDurableExecution } = require("@aws/durable-execution-sdk-js");

exports.handler = withDurableExecution(async (event, context) => {
  const at = await context.step("at", async () => Date.now());
  return { at };
});
