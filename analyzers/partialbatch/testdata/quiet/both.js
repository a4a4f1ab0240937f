exports.handler = async (event) => {
  const failed = event.Records.filter((r) => r.body === "");
  return { batchItemFailures: failed.map((r) => ({ itemIdentifier: r.messageId })) };
};
