const { withDurableExecution } = require("@aws/durable-execution-sdk-js");

const started = Date.now();

const stamp = () => {
  return Date.now(); // want "^Order reads the clock outside of its steps .Date.now.$"
};

exports.handler = withDurableExecution(async (event, context) => {
  const at = stamp();
  const id = await context.step("id", async () => Math.random());
  const key = Math.random(); // want "^Order draws a random value outside of its steps .Math.random.$"
  return { at, id, key, started };
});
