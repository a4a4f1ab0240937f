exports.handler = awslambda.streamifyResponse(async (event, out) => { out.end("ok"); });
