exports.handler = async () => ({ at: Date.now() });
